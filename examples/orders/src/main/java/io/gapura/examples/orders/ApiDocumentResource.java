package io.gapura.examples.orders;

import io.gapura.rbac.Authenticated;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The document that the gate holds, for those who write clients: whoever is nobody here is not told what there is. */
@Path("openapi.json")
public final class ApiDocumentResource {
    private final ApiDocument document;

    @Inject
    ApiDocumentResource(ApiDocument document) {
        this.document = document;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Authenticated
    public String read() {
        return document.text();
    }
}
