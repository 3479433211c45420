package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemandsTest {
    @ServedBy("sealing")
    @Retention(RetentionPolicy.RUNTIME)
    @interface Sealed {
        String value();
    }

    @ServedBy("stamping")
    @Retention(RetentionPolicy.RUNTIME)
    @interface Stamped {}

    /** Serves one colour. */
    private record Sealing(String colour) implements Policy {
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
            return demand instanceof Sealed sealed && sealed.value().equals(colour);
        }
    }

    interface Contract<T> {
        @Sealed("red")
        void put(T value);
    }

    @Sealed("red")
    public static class Base {
        public void inherited() {}

        public void overridden() {}
    }

    public static class Orders extends Base implements Contract<String> {
        @Override
        public void put(String value) {}

        @Override
        public void overridden() {}

        @Sealed("blue")
        public void blue() {}

        public void free() {}

        @Sealed("red")
        @Stamped
        public void both() {}
    }

    interface Red {
        @Sealed("red")
        void call();
    }

    interface Blue {
        @Sealed("blue")
        void call();
    }

    public static class Torn implements Red, Blue {
        @Override
        public void call() {}
    }

    public static class SealedServlet extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {}

        @Override
        @Sealed("red")
        protected void doPost(HttpServletRequest request, HttpServletResponse response) {}
    }

    private static Endpoint endpoint(Class<?> type, String name) {
        Method method = Stream.of(type.getMethods())
                .filter(each -> each.getName().equals(name) && !each.isBridge())
                .findFirst()
                .orElseThrow();
        return Endpoint.resource("POST", "/orders", type, method);
    }

    private static Deployment deployment(Policy... policies) {
        Pipeline.Builder builder = Pipeline.builder();
        Stream.of(policies).forEach(builder::add);
        return Deployment.of(builder.build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"put", "inherited", "overridden", "blue", "both"})
    void anEndpointThatDemandsWhatNobodyServesDoesNotStart(String method) {
        assertThatThrownBy(() -> deployment().requireServed(endpoint(Orders.class, method)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("POST /orders")
                .hasMessageContaining(Orders.class.getName() + "#" + method)
                .hasMessageContaining("@Sealed(")
                .hasMessageContaining("no policy sealing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"put", "inherited", "overridden"})
    void itStartsWhenAPolicyServesExactlyThat(String method) {
        assertThatCode(() -> deployment(new Sealing("red")).requireServed(endpoint(Orders.class, method)))
                .doesNotThrowAnyException();
    }

    @Test
    void aPolicyOfThatNameThatServesAnotherValueDoesNotServe() {
        assertThatThrownBy(() -> deployment(new Sealing("red")).requireServed(endpoint(Orders.class, "blue")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("\"blue\"")
                .hasMessageContaining("sealing is there, but does not serve it");
    }

    @Test
    void eachOfSeveralDemandsCounts() {
        assertThatThrownBy(() -> deployment(new Sealing("red")).requireServed(endpoint(Orders.class, "both")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("@Stamped")
                .hasMessageContaining("no policy stamping");
    }

    @Test
    void aPolicyThatIsOffServesNothing() {
        Pipeline off = Pipeline.builder().add(new Sealing("red"), Mode.OFF).build();
        assertThatThrownBy(() -> Deployment.of(off).requireServed(endpoint(Orders.class, "put")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("it is off");
    }

    @Test
    void aShadowedPolicyServes() {
        Pipeline shadowed = Pipeline.builder().shadow(new Sealing("red")).build();
        assertThatCode(() -> Deployment.of(shadowed).requireServed(endpoint(Orders.class, "put")))
                .doesNotThrowAnyException();
    }

    @Test
    void thePolicyMayBeInAnotherPipeline() {
        Deployment deployment = deployment();
        deployment.join("second", Pipeline.builder().add(new Sealing("red")).build());
        assertThatCode(() -> deployment.requireServed(endpoint(Orders.class, "put")))
                .doesNotThrowAnyException();
    }

    @Test
    void annotationsThatContradictEachOtherDoNotStart() {
        assertThatThrownBy(() -> deployment(new Sealing("red")).requireServed(endpoint(Torn.class, "call")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("rule-conflict");
    }

    @Test
    void anEndpointWithoutDemandsNeedsNothing() {
        class Plain {
            @Deprecated
            public void call() {}
        }
        Method call = Stream.of(Plain.class.getMethods())
                .filter(method -> method.getName().equals("call"))
                .findFirst()
                .orElseThrow();
        assertThatCode(() -> deployment().requireServed(Endpoint.resource("GET", "/", Plain.class, call)))
                .doesNotThrowAnyException();
        assertThatCode(() -> deployment().requireServed(Endpoint.unknown("GET", "/", "generated")))
                .doesNotThrowAnyException();
    }

    @Test
    void aServletsMethodIsAskedForTheMethodOfTheRequest() {
        Deployment deployment = deployment();
        assertThatCode(() -> deployment.requireServed(Endpoint.servlet("GET", "/s", SealedServlet.class)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> deployment.requireServed(Endpoint.servlet("POST", "/s", SealedServlet.class)))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void aRequestToAnEndpointThatNobodyServesIsRefusedEvenInShadow() throws IOException {
        Pipeline shadowed = Pipeline.builder().shadow(new Sealing("blue")).build();
        Recording recording = new Recording();
        Exchange exchange = recording.deployment(shadowed).begin(RequestView.post("/orders"));
        exchange.arrive(shadowed);
        Optional<GateAnswer> answer = exchange.enter(endpoint(Orders.class, "put"));
        assertThat(answer).isPresent();
        assertThat(answer.orElseThrow().status()).isEqualTo(500);
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        answer.orElseThrow().writeTo(sent);
        assertThat(sent.toString(StandardCharsets.UTF_8)).doesNotContain("Sealed", "sealing");
        assertThat(recording.only().rejection())
                .hasValueSatisfying(rejection -> assertThat(rejection)
                        .returns("gate-misconfigured", Rejection::code)
                        .returns("demand-unserved", Rejection::reason));
    }

    @Test
    void aContradictionIsRefusedToo() throws IOException {
        Pipeline pipeline = Pipeline.builder().add(new Sealing("red")).build();
        assertThat(pipeline.decide(RequestView.post("/").withEndpoint(endpoint(Torn.class, "call")))
                        .rejection())
                .hasValueSatisfying(rejection -> assertThat(rejection)
                        .returns("gate-misconfigured", Rejection::code)
                        .returns("demand-unserved", Rejection::reason));
    }

    @Test
    void aPipelineWithoutServerAsksTheSame() throws IOException {
        RequestView request = RequestView.post("/orders").withEndpoint(endpoint(Orders.class, "put"));
        assertThat(Pipeline.builder().build().decide(request).rejection())
                .hasValueSatisfying(rejection ->
                        assertThat(rejection).returns(500, Rejection::status).returns(true, Rejection::hard));
        assertThat(Pipeline.builder()
                        .add(new Sealing("red"))
                        .build()
                        .decide(request)
                        .rejection())
                .isEmpty();
    }
}
