package io.gapura.examples.orders;

import io.gapura.filters.Caller;
import io.gapura.rbac.RequiresPermission;
import io.gapura.validation.files.FileType;
import io.gapura.validation.files.StoredFile;
import io.gapura.validation.uploads.UploadRule;
import io.gapura.validation.uploads.Uploaded;
import io.gapura.validation.uploads.Uploads;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.io.InputStream;

/** Many customers at once. */
@Path("customers/import")
@Produces(MediaType.APPLICATION_JSON)
public final class CustomerImportResource {
    private final CustomerImport customers;

    @Inject
    CustomerImportResource(CustomerImport customers) {
        this.customers = customers;
    }

    /** How many there were. */
    public record Imported(int customers) {}

    /**
     * All rows, or none when one is wrong.
     *
     * @param form read already; it says that there is content here, which is refused elsewhere
     */
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RequiresPermission("customer:create")
    @Uploads(
            @UploadRule(
                    part = "file",
                    types = {FileType.CSV, FileType.ZIP},
                    maxBytes = "256KiB"))
    public Imported add(InputStream form, @Context HttpServletRequest request, @Context SecurityContext security)
            throws IOException {
        Caller caller = Callers.of(security);
        StoredFile file = Uploaded.of(request::getAttribute).file("file").orElseThrow();
        return new Imported(customers.take(file, caller.toString()));
    }
}
