package io.gapura.examples.orders;

import io.gapura.filters.ApplicationEvent;
import io.gapura.filters.Audit;
import io.gapura.filters.AuditWord;
import io.gapura.filters.Caller;
import io.gapura.filters.DataClass;
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

    /** All rows, or none when one is wrong. */
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RequiresPermission("customer:create")
    @Uploads(
            @UploadRule(
                    part = "file",
                    types = {FileType.CSV, FileType.ZIP},
                    maxBytes = "256KiB"))
    public Imported add(@Context HttpServletRequest request, @Context SecurityContext security) throws IOException {
        Caller caller = Callers.of(security);
        StoredFile file = Uploaded.of(request::getAttribute).file("file").orElseThrow();
        int taken = customers.take(file, caller.toString());
        Audit.of(request::getAttribute)
                .record(ApplicationEvent.of(AuditWord.SENSITIVE_CREATE)
                        .resource("customers", "import")
                        .value("rows", taken, DataClass.INTERNAL));
        return new Imported(taken);
    }
}
