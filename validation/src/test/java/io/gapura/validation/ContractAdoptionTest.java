package io.gapura.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Decision;
import io.gapura.filters.Deployment;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Mode;
import io.gapura.filters.Pipeline;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Violation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ContractAdoptionTest {
    private static final Validation STRICT = Validation.strict();

    /** The same twice, adopted and not yet. */
    public static final class Resource {
        @GET
        public void enforced(@QueryParam("a") @Min(0) @Max(5) int a, @QueryParam("b") @Size(max = 2) String b) {}

        @GET
        @Contract(mode = Contract.Adoption.SHADOW)
        public void recorded(@QueryParam("a") @Min(0) @Max(5) int a, @QueryParam("b") @Size(max = 2) String b) {}

        @GET
        public void open(@QueryParam("q") String q) {}

        @GET
        @ValidatedBy("pages")
        public void named(@QueryParam("a") @Min(0) @Max(500) int a) {}

        @POST
        @Contract(maxBody = "4B")
        public void content(byte[] content) {}
    }

    @Provide
    Arbitrary<List<String>> pairs() {
        return Arbitraries.of("a=1", "a=6", "a=x", "a=1&a=2", "b=ab", "b=abc", "c=1", "")
                .list()
                .ofMaxSize(4);
    }

    @Property
    void shadowAndEnforceSeeTheSameViolations(@ForAll("pairs") List<String> pairs) {
        RequestView request = RequestView.get("/?" + String.join("&", pairs));
        Decision enforced = Decided.of(STRICT, request, Resource.class, "enforced");
        Decision recorded = Decided.of(STRICT, request, Resource.class, "recorded");
        List<Violation> refused =
                enforced instanceof Decision.Reject reject ? reject.rejection().violations() : List.of();
        List<Violation> seen = new ArrayList<>();
        ((Decision.Proceed) recorded).observed().forEach(would -> seen.addAll(would.violations()));
        assertThat(seen).isEqualTo(refused);
    }

    @Test
    void whatIsNotEnforcedYetIsSaidWithThePosture() {
        Validation policy = Validation.strict();
        assertThat(policy.remarks()).isEmpty();
        policy.ruling(Decided.endpoint("GET", Resource.class, "recorded"));
        assertThat(policy.remarks())
                .singleElement()
                .asString()
                .contains("only record")
                .contains("/recorded");
    }

    @Test
    void openInputStopsTheStart() {
        Deployment deployment =
                Deployment.of(Pipeline.builder().add(Validation.strict()).build());
        assertThatThrownBy(() -> deployment.cover(Decided.endpoint("GET", Resource.class, "open")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("lint.unconstrained-parameter")
                .hasMessageContaining("query q")
                .hasMessageContaining("@FreeText");
        deployment.cover(Decided.endpoint("GET", Resource.class, "enforced"));
    }

    @Test
    void openInputIsOnlyReportedWhereNothingIsEnforced() {
        Validation reporting = Validation.strict().lint(Validation.Lint.WARN);
        Deployment.of(Pipeline.builder().shadow(reporting).build())
                .cover(Decided.endpoint("GET", Resource.class, "open"));
        assertThatThrownBy(() -> Pipeline.builder().add(reporting))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("validation.lint = warn");
        assertThatThrownBy(() -> Pipeline.builder().add(reporting, Mode.enforce(1)))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void aContractMadeInCodeNarrowsTheEndpointThatNamesIt() {
        EndpointContract pages = EndpointContract.named("pages")
                .query("a", ParameterRule.of(ParameterType.INT).range(1, 50).required());
        Validation policy = Validation.strict().contract(pages);
        Decided.passes(policy, RequestView.get("/?a=50"), Resource.class, "named");
        assertThat(Decided.words(Decided.refused(policy, RequestView.get("/?a=51"), Resource.class, "named")))
                .containsExactly("QUERY a param.range");
        assertThat(Decided.words(Decided.refused(policy, RequestView.get("/"), Resource.class, "named")))
                .containsExactly("QUERY a param.required");
        assertThat(policy).isNotEqualTo(Validation.strict());
    }

    @Test
    void aContractThatNoEndpointNamesIsFoundOnceAllEndpointsAreKnown() {
        Validation policy = Validation.strict()
                .contract(EndpointContract.named("pages"))
                .contract(EndpointContract.named("forgotten"));
        policy.ruling(Decided.endpoint("GET", Resource.class, "named"));
        assertThat(policy.unused())
                .singleElement()
                .returns("lint.unused-operation", Finding::code)
                .returns("forgotten", Finding::endpoint);
    }

    @Test
    void aContractThatNobodyMadeStopsTheStart() {
        assertThatThrownBy(() -> Validation.strict().ruling(Decided.endpoint("GET", Resource.class, "named")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("@ValidatedBy names a contract that nobody made");
    }

    private static RequestView content(String text) {
        return RequestView.post("/")
                .header("Content-Type", "application/octet-stream")
                .body(text);
    }

    @Test
    void contentOverTheBoundOfTheContractIsRefusedUnread() throws IOException {
        Endpoint endpoint = Decided.endpoint("POST", Resource.class, "content");
        Pipeline pipeline = Pipeline.builder().add(Validation.strict()).build();
        assertThat(pipeline.decide(content("abcd").withEndpoint(endpoint)).rejection())
                .isEmpty();
        assertThat(pipeline.decide(content("abcde").withEndpoint(endpoint)).rejection())
                .hasValueSatisfying(refused -> assertThat(refused)
                        .returns(413, Rejection::status)
                        .returns("body-too-large", Rejection::code)
                        .returns("body.size", Rejection::reason));
    }

    @Test
    void contentThatNobodyDeclaredIsRefused() {
        RequestView request = RequestView.of("GET", "/").body("a");
        assertThat(Decided.refused(Validation.strict(), request, Resource.class, "enforced"))
                .returns("request-malformed", Rejection::code)
                .returns("body.unexpected", Rejection::reason);
        Decided.passes(Validation.strict(), RequestView.get("/").body(""), Resource.class, "enforced");
    }
}
