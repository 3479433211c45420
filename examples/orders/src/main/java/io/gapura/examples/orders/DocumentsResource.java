package io.gapura.examples.orders;

import io.gapura.examples.orders.OrderChecks.OwnsCustomer;
import io.gapura.rbac.CheckResource;
import io.gapura.rbac.OnDeny;
import io.gapura.rbac.RequiresPermission;
import io.gapura.validation.constraints.Identifier;
import io.gapura.validation.files.Downloads;
import io.gapura.validation.files.FileType;
import io.gapura.validation.files.StoredFile;
import io.gapura.validation.uploads.UploadRule;
import io.gapura.validation.uploads.Uploaded;
import io.gapura.validation.uploads.Uploads;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriBuilder;
import java.io.InputStream;
import java.util.List;

/** The documents of a customer, for those who may see the customer. */
@Path("customers/{id}/documents")
@Produces(MediaType.APPLICATION_JSON)
@CheckResource(value = OwnsCustomer.class, onDeny = OnDeny.NOT_FOUND)
public final class DocumentsResource {
    private final DocumentBook book;

    @Inject
    DocumentsResource(DocumentBook book) {
        this.book = book;
    }

    /** The file was checked and kept before; when this fails, it is deleted again. */
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @RequiresPermission("customer:create")
    @Uploads(
            @UploadRule(
                    part = "file",
                    types = {FileType.PDF, FileType.PNG, FileType.JPEG},
                    maxBytes = "1MiB"))
    public Response add(@PathParam("id") @Identifier(max = 36) String customer, @Context HttpServletRequest request) {
        StoredFile file = Uploaded.of(request::getAttribute).file("file").orElseThrow();
        book.add(customer, file);
        return Response.created(UriBuilder.fromPath("customers/{id}/documents/{document}")
                        .build(customer, file.id()))
                .entity(Document.of(file))
                .build();
    }

    @GET
    @RequiresPermission("customer:read")
    public List<Document> list(@PathParam("id") @Identifier(max = 36) String customer) {
        return book.of(customer).stream().map(Document::of).toList();
    }

    /** To be saved, and never to be run by a browser. */
    @GET
    @Path("{document}")
    @Produces(MediaType.WILDCARD)
    @RequiresPermission("customer:read")
    public Response read(
            @PathParam("id") @Identifier(max = 36) String customer,
            @PathParam("document") @Identifier(max = 32) String document) {
        StoredFile file = book.find(customer, document).orElseThrow(NotFoundException::new);
        StreamingOutput content = out -> {
            try (InputStream in = book.read(file)) {
                in.transferTo(out);
            }
        };
        Response.ResponseBuilder answer = Response.ok(content);
        Downloads.attachment(file, answer::header);
        return answer.build();
    }
}
