package io.gapura.examples.orders;

import io.gapura.filters.audit.view.LogViewer;
import io.gapura.filters.audit.view.ViewAnswer;
import io.gapura.validation.constraints.OneOf;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;

/**
 * The audit log of this shop as a page, for auditors: {@code index.html}, its files, and what its script asks for. Each
 * look at it is a request like others, and stands in the log.
 */
@Path("audit")
@RolesAllowed("auditor")
public final class AuditResource {
    private static final long LARGEST = 999_999_999_999_999L;

    private final LogViewer viewer;
    private final UriInfo asked;

    @Inject
    AuditResource(LogViewer viewer, @Context UriInfo asked) {
        this.viewer = viewer;
        this.asked = asked;
    }

    @GET
    @Path("index.html")
    public Response page() {
        return answer("index.html");
    }

    @GET
    @Path("style.css")
    public Response style() {
        return answer("style.css");
    }

    @GET
    @Path("icon.svg")
    public Response icon() {
        return answer("icon.svg");
    }

    @GET
    @Path("app.js")
    public Response app() {
        return answer("app.js");
    }

    @GET
    @Path("chart.js")
    public Response chart() {
        return answer("chart.js");
    }

    @GET
    @Path("detail.js")
    public Response detail() {
        return answer("detail.js");
    }

    @GET
    @Path("dom.js")
    public Response dom() {
        return answer("dom.js");
    }

    @GET
    @Path("api/status")
    public Response status() {
        return answer("api/status");
    }

    @GET
    @Path("api/events")
    public Response events(@BeanParam AuditQuestion question) {
        return answer("api/events");
    }

    @GET
    @Path("api/counts")
    public Response counts(@BeanParam AuditQuestion question) {
        return answer("api/counts");
    }

    @GET
    @Path("api/record")
    public Response read(@QueryParam("sequence") @Min(0) @Max(LARGEST) long sequence) {
        return answer("api/record");
    }

    @GET
    @Path("api/line")
    public Response line(@QueryParam("sequence") @Min(0) @Max(LARGEST) long sequence) {
        return answer("api/line");
    }

    @GET
    @Path("api/proof")
    public Response proof(@QueryParam("sequence") @Min(0) @Max(LARGEST) long sequence) {
        return answer("api/proof");
    }

    @GET
    @Path("api/verification")
    public Response verification(@QueryParam("again") @OneOf("true") String again) {
        return answer("api/verification");
    }

    private Response answer(String path) {
        String query = Optional.ofNullable(asked.getRequestUri().getRawQuery()).orElse("");
        ViewAnswer answer = viewer.answer("GET", path, query);
        Response.ResponseBuilder response =
                Response.status(answer.status()).type(answer.mediaType()).entity(answer.body());
        answer.headers().forEach(response::header);
        return response.build();
    }
}
