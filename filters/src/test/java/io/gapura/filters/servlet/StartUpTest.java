package io.gapura.filters.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.AuditEvent;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Decision;
import io.gapura.filters.Deployment;
import io.gapura.filters.Policy;
import io.gapura.filters.Recording;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.ServedBy;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.annotation.Annotation;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartUpTest {
    private final Recording recording = new Recording();
    private final FakeContext context = new FakeContext();

    StartUpTest() {
        context.setAttribute(GapuraFilter.DEPLOYMENT, recording.deployment());
    }

    private GapuraFilter marking(String mark) {
        return new GapuraFilter(Rules.pipeline(Rules.mark(mark)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/*", "/", "*.do", "/*/x", ""})
    void anyOtherMappingDoesNotStart(String pattern) {
        context.filter("gapura", List.of(pattern), List.of());
        assertThatThrownBy(() -> marking("A").init(context.bareConfig("gapura")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("filter gapura")
                .hasMessageContaining("/*");
    }

    @Test
    void aFurtherMappingDoesNotStart() {
        context.filter("gapura", List.of("/*", "/api/*"), List.of());
        assertThatThrownBy(() -> marking("A").init(context.bareConfig("gapura")))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void aMappingToAServletDoesNotStart() {
        context.filter("gapura", List.of("/*"), List.of("orders"));
        assertThatThrownBy(() -> marking("A").init(context.bareConfig("gapura")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("servlet's name");
    }

    @Test
    void everyServletsNameMayBeAdded() {
        context.filter("gapura", List.of("/*"), List.of("*"));
        marking("A").init(context.bareConfig("gapura"));
        assertThat(FilterMapping.isSeen(context, "gapura")).isTrue();
    }

    @Test
    void aMappingThatIsNeverShownRefusesEveryRequest() throws Exception {
        GapuraFilter filter = marking("A");
        filter.init(context.bareConfig("gapura"));
        FakeResponse response = new FakeResponse();
        filter.doFilter(FakeRequest.get("/app/orders"), response, (request, answer) -> {
            throw new AssertionError("passed");
        });
        assertThat(response.getStatus()).isEqualTo(500);
        assertThat(recording.only().rejection()).map(Rejection::code).contains("gate-misconfigured");
    }

    @Test
    void aMappingThatIsShownLateIsCheckedLate() throws Exception {
        GapuraFilter filter = marking("A");
        filter.init(context.bareConfig("gapura"));
        context.filter("gapura", List.of("/*"), List.of());
        FakeResponse response = new FakeResponse();
        filter.doFilter(FakeRequest.get("/app/orders"), response, (request, answer) -> {});
        assertThat(response.getStatus()).isEqualTo(200);
        context.filter("other", List.of("/api/*"), List.of());
    }

    @Test
    void aNarrowerMappingThatIsShownLateRefusesEveryRequest() throws Exception {
        GapuraFilter filter = marking("A");
        filter.init(context.bareConfig("gapura"));
        context.filter("gapura", List.of("/api/*"), List.of());
        FakeResponse response = new FakeResponse();
        filter.doFilter(FakeRequest.get("/app/orders"), response, (request, answer) -> {});
        assertThat(response.getStatus()).isEqualTo(500);
    }

    @Test
    void onePolicyInTwoRegistrationsDoesNotStart() {
        marking("A").init(context.config("first"));
        assertThatThrownBy(() -> marking("A").init(context.config("second")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("filter first")
                .hasMessageContaining("filter second");
    }

    @Test
    void sixtyFourRegistrationsAreTheMost() {
        for (int i = 0; i < 64; i++) {
            marking("M" + i).init(context.config("gate-" + i));
        }
        assertThatThrownBy(() -> marking("M64").init(context.config("gate-64")))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void theLastFilterThatEndsClosesTheDeployment() throws Exception {
        GapuraFilter first = marking("A");
        GapuraFilter second = marking("B");
        first.init(context.config("first"));
        second.init(context.config("second"));
        ((Deployment) context.getAttribute(GapuraFilter.DEPLOYMENT)).open();
        first.destroy();
        first.destroy();
        assertThat(recording.all()).extracting(AuditEvent::kind).containsExactly(AuditEvent.Kind.START);
        second.destroy();
        assertThat(recording.all())
                .extracting(AuditEvent::kind)
                .containsExactly(AuditEvent.Kind.START, AuditEvent.Kind.STOP);
        assertThat(context.getAttribute(GapuraFilter.DEPLOYMENT)).isNull();
        new GapuraFilter(Rules.pipeline()).destroy();
    }

    @Test
    void coverageIsKnownBeforeTheFirstRequest() {
        context.servlet("orders", FakeApplication.Orders.class.getName(), "/orders/*");
        Policy ruling = new Policy() {
            @Override
            public String name() {
                return "ruling";
            }

            @Override
            public io.gapura.filters.Decision decide(io.gapura.filters.RequestView request) {
                return io.gapura.filters.Decision.proceed();
            }

            @Override
            public java.util.Optional<Ruling> ruling(io.gapura.filters.Endpoint endpoint) {
                return java.util.Optional.of(new Ruling("nobody", false));
            }
        };
        marking("A").init(context.config("first"));
        new GapuraFilter(Rules.pipeline(ruling)).init(context.config("second"));
        Deployment deployment = (Deployment) context.getAttribute(GapuraFilter.DEPLOYMENT);
        assertThat(deployment.coverage().uncovered())
                .anySatisfy(id -> assertThat(id).startsWith("GET /orders/*"));
    }

    @Test
    void settingsThatAreWrongDoNotStart() {
        assertThatThrownBy(() -> new GapuraFilter().init(context.config("gapura")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("policies");
        assertThatThrownBy(() -> new GapuraFilter().init(context.config("gapura", "policies", "no-such")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("no-such");
        assertThatThrownBy(() -> new GapuraFilter().init(context.config("gapura", "endpoints", "both")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("[jaxrs, servlets]");
    }

    private FakeResponse served(GapuraFilter filter, FakeRequest request) throws Exception {
        FakeResponse response = new FakeResponse();
        filter.doFilter(request, response, (given, answer) -> answer.getWriter().print("served"));
        return response;
    }

    @Test
    void initParamsAndAFileOfTheApplicationMakeTheSameGate() throws Exception {
        GapuraFilter params = new GapuraFilter();
        params.init(context.config("gapura", "policies", "limits", "limits.max-uri", "20B"));
        assertThat(served(params, FakeRequest.get("/app/orders")).content()).isEqualTo("served");
        assertThat(served(params, FakeRequest.get("/app/orders/0123456789")).getStatus())
                .isEqualTo(414);

        FakeContext other =
                new FakeContext().resource("/WEB-INF/gapura.properties", "policies = limits\nlimits.max-uri = 20B\n");
        other.setAttribute(GapuraFilter.DEPLOYMENT, recording.deployment());
        GapuraFilter file = new GapuraFilter();
        file.init(other.config("gapura", "config", "/WEB-INF/gapura.properties"));
        assertThat(served(file, FakeRequest.get("/app/orders")).content()).isEqualTo("served");
        assertThat(served(file, FakeRequest.get("/app/orders/0123456789")).getStatus())
                .isEqualTo(414);
    }

    @Test
    void aRestServletNamedInTheSettingsIsLeftToTheFeature() throws Exception {
        GapuraFilter filter = new GapuraFilter();
        context.servlet("orders", FakeApplication.Orders.class.getName(), "/orders/*");
        filter.init(
                context.config("gapura", "policies", "limits", "endpoints", "jaxrs", "rest-servlets", "api, orders"));
        assertThat(served(filter, FakeRequest.get("/app/orders")).getStatus()).isEqualTo(500);
        assertThat(recording.only().rejection()).map(Rejection::reason).contains("feature-missing");
    }

    /** WildFly makes a filter at the first request that meets it: what a narrow pattern leaves out never does. */
    @Test
    void theInitializerFindsANarrowPatternBeforeTheFilterIsMade() {
        context.filter("gapura", List.of("/api/*"), List.of());
        assertThatThrownBy(() -> new GapuraInitializer().onStartup(null, context))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("filter gapura: must be mapped to /*");
    }

    @Test
    void theInitializerLeavesAFilterAloneThatHasNoPatternYet() {
        context.filter("gapura", List.of(), List.of("orders"));
        new GapuraInitializer().onStartup(null, context);
        assertThat(context.added()).isEmpty();
    }

    /** Liberty says null for no servlet names. */
    @Test
    void noServletNamesAtAllAreNone() {
        context.filter("gapura", List.of("/*"), null);
        marking("A").init(context.bareConfig("gapura"));
        assertThat(FilterMapping.isSeen(context, "gapura")).isTrue();
    }

    @Test
    void noPatternsAtAllDoNotStart() {
        context.filter("gapura", null, List.of());
        assertThatThrownBy(() -> marking("A").init(context.bareConfig("gapura")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("/*");
    }

    @Test
    void theInitializerDoesNothingWithoutItsFile() {
        new GapuraInitializer().onStartup(null, context);
        assertThat(context.added()).isEmpty();
    }

    @Test
    void theInitializerRegistersTheGateBeforeAllOthers() {
        context.resource("/WEB-INF/gapura.properties", "policies = x");
        new GapuraInitializer().onStartup(null, context);
        FakeContext.Added added = context.added().iterator().next();
        assertThat(added.filter()).isInstanceOf(GapuraFilter.class);
        assertThat(added.patterns()).containsExactly("/*");
        assertThat(added.isAfterOthers()).isFalse();
        assertThat(added.isAsync()).isTrue();
        assertThat(added.dispatchers()).containsExactlyInAnyOrder(DispatcherType.values());
        assertThat(added.parameters()).containsOnlyKeys("config");
    }

    @Test
    void theInitializerDoesNotGiveWayToAFilterOfItsName() {
        context.resource("/WEB-INF/gapura.properties", "policies = x")
                .filter("gapura.properties", List.of("/*"), List.of());
        assertThatThrownBy(() -> new GapuraInitializer().onStartup(null, context))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void theInitializerIsAService() {
        assertThat(ServiceLoader.load(ServletContainerInitializer.class).stream())
                .anyMatch(provider -> provider.type() == GapuraInitializer.class);
    }

    /** What a servlet demands, for the cases below. */
    @ServedBy("sealing")
    @Retention(RetentionPolicy.RUNTIME)
    @interface Sealed {}

    /** A servlet that nobody may call unsealed. */
    @Sealed
    public static final class SealedServlet extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {}
    }

    private static GapuraFilter sealing() {
        return new GapuraFilter(Rules.pipeline(new Policy() {
            @Override
            public String name() {
                return "sealing";
            }

            @Override
            public Decision decide(RequestView request) {
                return Decision.proceed();
            }

            @Override
            public boolean serves(Annotation demand) {
                return demand instanceof Sealed;
            }
        }));
    }

    @Test
    void aServletWhoseAnnotationNoPolicyServesDoesNotStart() {
        context.servlet("sealed", SealedServlet.class.getName(), "/sealed");
        assertThatThrownBy(() -> marking("A").init(context.config("gapura")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("GET /sealed")
                .hasMessageContaining("sealing");
    }

    @Test
    void theLastFilterMayBringThePolicy() {
        context.servlet("sealed", SealedServlet.class.getName(), "/sealed");
        context.filter("first", List.of("/*"), List.of()).filter("second", List.of("/*"), List.of());
        marking("A").init(context.config("first"));
        sealing().init(context.config("second"));
        Deployment joined = (Deployment) context.getAttribute(GapuraFilter.DEPLOYMENT);
        assertThat(joined.coverage().toString()).contains("GET /sealed");
    }

    @Test
    void theLastFilterIsAskedForWhatNoneBrought() {
        context.servlet("sealed", SealedServlet.class.getName(), "/sealed");
        context.filter("first", List.of("/*"), List.of()).filter("second", List.of("/*"), List.of());
        marking("A").init(context.config("first"));
        assertThatThrownBy(() -> marking("B").init(context.config("second")))
                .isInstanceOf(ConfigurationException.class);
    }
}
