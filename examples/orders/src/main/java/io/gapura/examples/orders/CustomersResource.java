package io.gapura.examples.orders;

import io.gapura.examples.orders.OrderChecks.OwnsCustomer;
import io.gapura.filters.ApplicationEvent;
import io.gapura.filters.Audit;
import io.gapura.filters.AuditWord;
import io.gapura.filters.DataClass;
import io.gapura.rbac.CheckResource;
import io.gapura.rbac.OnDeny;
import io.gapura.rbac.RequiresPermission;
import io.gapura.validation.Contract;
import io.gapura.validation.constraints.Identifier;
import io.gapura.validation.constraints.SingleLine;
import io.gapura.validation.encode.CsvRow;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriBuilder;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The customers. A record of somebody else cannot be told from one that does not exist. */
@Path("customers")
@Produces(MediaType.APPLICATION_JSON)
public final class CustomersResource {
    private static final String CUSTOMER = "customer";

    private final CustomerBook book;
    private final HttpServletRequest request;

    @Inject
    CustomersResource(CustomerBook book, @Context HttpServletRequest request) {
        this.book = book;
        this.request = request;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresPermission("customer:create")
    @Contract(maxBody = "64KiB")
    public Response create(NewCustomer customer, @Context SecurityContext security) {
        Customer added = book.add(customer, Callers.of(security).toString());
        record(ApplicationEvent.of(AuditWord.SENSITIVE_CREATE).resource(CUSTOMER, added.id()));
        return Response.created(UriBuilder.fromPath("customers/{id}").build(added.id()))
                .entity(added)
                .build();
    }

    /** Of one's own customers those with this text in their name; auditors search all. */
    @GET
    @RequiresPermission("customer:read")
    public List<Customer> search(
            @QueryParam("name") @DefaultValue("") @SingleLine(max = 80) String name,
            @QueryParam("page") @DefaultValue("1") @Min(1) @Max(1_000) int page,
            @Context SecurityContext security) {
        List<Customer> found = book.search(name, owner(security), page);
        found.forEach(
                customer -> record(ApplicationEvent.of(AuditWord.SENSITIVE_READ).resource(CUSTOMER, customer.id())));
        return found;
    }

    /** The same customers for a spreadsheet, a thousand a page: it shows every cell as text, and runs none. */
    @GET
    @Path("export")
    @Produces("text/csv;charset=utf-8")
    @RequiresPermission("customer:read")
    public Response export(
            @QueryParam("page") @DefaultValue("1") @Min(1) @Max(1_000) int page, @Context SecurityContext security) {
        List<Customer> customers = book.export(owner(security), page);
        record(ApplicationEvent.of(AuditWord.SENSITIVE_EXPORT)
                .resource("customers", "page " + page)
                .value("rows", customers.size(), DataClass.INTERNAL));
        String rows = customers.stream()
                .map(customer -> CsvRow.of().text(customer.name()).text(customer.city()))
                .map(CsvRow::toString)
                .collect(Collectors.joining());
        return Response.ok(CsvRow.of().text("name").text("city") + rows)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"customers.csv\"")
                .build();
    }

    /** Whose customers there are to be found; empty: all. */
    private static Optional<String> owner(SecurityContext security) {
        return security.isUserInRole("auditor")
                ? Optional.empty()
                : Optional.of(Callers.of(security).toString());
    }

    @GET
    @Path("{id}")
    @RequiresPermission("customer:read")
    @CheckResource(value = OwnsCustomer.class, onDeny = OnDeny.NOT_FOUND)
    public Customer read(@PathParam("id") @Identifier(max = 36) String id) {
        Customer customer = book.find(id).orElseThrow(NotFoundException::new);
        record(ApplicationEvent.of(AuditWord.SENSITIVE_READ)
                .resource(CUSTOMER, id)
                .value("fields", "name,city", DataClass.INTERNAL));
        return customer;
    }

    /** Who looks at data of customers is known before they are handed out: what cannot be recorded is not shown. */
    private void record(ApplicationEvent event) {
        Audit.of(request::getAttribute).record(event);
    }
}
