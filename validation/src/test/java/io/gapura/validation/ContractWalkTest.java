package io.gapura.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Deployment;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Exchange;
import io.gapura.filters.GateAnswer;
import io.gapura.filters.Pipeline;
import io.gapura.filters.RequestView;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A request that meets more than one endpoint. */
class ContractWalkTest {
    @Contract(
            method = "POST",
            consumes = "application/x-www-form-urlencoded",
            inputs = {
                @Contract.Input(name = "page", type = ParameterType.INT, min = 1, max = 9),
                @Contract.Input(name = "name", in = ParameterPlace.FORM, maxLength = 5)
            })
    static final class Controller extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) {}
    }

    @Contract(inputs = @Contract.Input(name = "page", type = ParameterType.INT, min = 1, max = 5))
    static final class View extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) {}
    }

    @Path("tenants")
    public static final class Tenants {
        @Path("orders")
        public Orders orders(@QueryParam("tenant") @Min(1) @Max(9) int tenant) {
            return new Orders();
        }
    }

    /** Reached by a locator alone. */
    public static final class Orders {
        @GET
        public String list(@QueryParam("page") @Min(1) @Max(9) int page) {
            return "";
        }
    }

    private final Pipeline pipeline =
            Pipeline.builder().add(Validation.strict()).build();
    private final Deployment deployment = Deployment.of(pipeline);

    private Exchange arrived(RequestView request) throws IOException {
        Exchange exchange = deployment.begin(request);
        assertThat(exchange.arrive(pipeline)).isEmpty();
        return exchange;
    }

    private static RequestView form(String query) {
        return RequestView.post("/controller?" + query)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .body("name=Ayu");
    }

    private static Optional<Integer> status(Optional<GateAnswer> answer) {
        return answer.map(GateAnswer::status);
    }

    @Test
    void whatAForwardLeadsToNeedNotKnowWhatTheFirstServletWasSent() throws IOException {
        Exchange exchange = arrived(form("page=2"));
        assertThat(exchange.enter(Endpoint.servlet("POST", "/controller", Controller.class)))
                .isEmpty();
        assertThat(exchange.enter(Endpoint.servlet("POST", "/view", View.class), "/view"))
                .isEmpty();
    }

    @Test
    void whatItDeclaresItselfIsHeldAllTheSame() throws IOException {
        Exchange exchange = arrived(form("page=6"));
        assertThat(exchange.enter(Endpoint.servlet("POST", "/controller", Controller.class)))
                .isEmpty();
        assertThat(status(exchange.enter(Endpoint.servlet("POST", "/view", View.class), "/view")))
                .contains(400);
    }

    @Test
    void theFirstServletIsSentNothingElse() throws IOException {
        Endpoint controller = Endpoint.servlet("POST", "/controller", Controller.class);
        assertThat(status(arrived(form("page=2&other=1")).enter(controller))).contains(400);
        assertThat(status(arrived(form("page=10")).enter(controller))).contains(400);
    }

    private Optional<Integer> located(String query) throws IOException {
        Exchange exchange = arrived(RequestView.get("/tenants/orders?" + query));
        Optional<GateAnswer> refused = exchange.enter(Decided.endpoint(Endpoint.LOCATOR, Tenants.class, "orders"));
        return status(refused.isPresent() ? refused : exchange.enter(Decided.endpoint("GET", Orders.class, "list")));
    }

    @Test
    void aLocatorAndWhatItLeadsToEachHoldTheirOwnParameters() throws IOException {
        assertThat(located("tenant=1&page=1")).isEmpty();
        assertThat(located("tenant=10&page=1")).contains(400);
        assertThat(located("tenant=1&page=10")).contains(400);
        assertThat(located("tenant=1&other=1")).contains(400);
    }
}
