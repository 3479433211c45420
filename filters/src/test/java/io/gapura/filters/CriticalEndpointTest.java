package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.lang.reflect.Method;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is recorded beside the one event of a request: intents, new credentials, and what the application says. */
class CriticalEndpointTest {
    private final Recording recording = new Recording();
    private final Pipeline pipeline = Pipeline.builder().build();

    @Audited(AuditClass.CRITICAL)
    static class Payments {
        void approve() {}

        @Audited(AuditClass.STANDARD)
        void list() {}
    }

    static class Orders {
        @Audited(AuditClass.CRITICAL)
        void approve() {}

        void list() {}
    }

    @Test
    void theIntentOfACriticalEndpointIsRecordedBeforeItRunsAndTheOutcomeAfterwards() throws Exception {
        Exchange exchange = arrived("POST", Orders.class, "approve");

        assertThat(kinds()).containsExactly(AuditEvent.Kind.INTENT);
        exchange.complete(200);
        assertThat(kinds()).containsExactly(AuditEvent.Kind.INTENT, AuditEvent.Kind.COMPLETED);
        assertThat(recording.requests()).allMatch(AuditEvent::isCritical);
        assertThat(recording.requests().get(0).incident()).isEqualTo(exchange.incident());
        assertThat(recording.requests().get(0).endpoint()).isEqualTo(exchange.endpoint());
    }

    @Test
    void anEndpointWithoutTheWordLeavesOneEventAlone() throws Exception {
        arrived("GET", Orders.class, "list").complete(200);
        assertThat(recording.only().isCritical()).isFalse();
    }

    @Test
    void theWordOfAMethodBeatsThatOfItsClass() throws Exception {
        arrived("POST", Payments.class, "approve");
        assertThat(kinds()).containsExactly(AuditEvent.Kind.INTENT);
        arrived("GET", Payments.class, "list").complete(200);
        assertThat(kinds()).containsExactly(AuditEvent.Kind.INTENT, AuditEvent.Kind.COMPLETED);
    }

    @Test
    void anEndpointDoesNotRunWhileItsIntentCannotBeStored() throws Exception {
        Deployment deployment = recording.deployment(pipeline);
        Exchange exchange = deployment.begin(RequestView.post("/a"));
        assertThat(exchange.arrive(pipeline)).isEmpty();
        recording.breakDown();

        GateAnswer answer =
                exchange.enter(endpoint("POST", Orders.class, "approve")).orElseThrow();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(exchange.decided()).isPresent();
    }

    @Test
    void anOutcomeThatCannotBeStoredReplacesTheAnswer() throws Exception {
        Exchange exchange = arrived("POST", Orders.class, "approve");
        recording.breakDown();
        assertThat(exchange.complete(200)).map(GateAnswer::status).contains(503);
    }

    @Test
    void aRefusalLeavesNoIntent() throws Exception {
        Pipeline closed = Pipeline.builder()
                .add(Policy.of("gate", Stage.ENDPOINT, request -> Decision.reject(403, "forbidden", "no")))
                .build();
        Exchange exchange = recording.deployment(closed).begin(RequestView.post("/a"));
        exchange.arrive(closed);
        exchange.enter(endpoint("POST", Orders.class, "approve"));

        assertThat(recording.only().kind()).isEqualTo(AuditEvent.Kind.REFUSED);
    }

    @Test
    void theSinkRaisesEndpointsTooAndIsToldOfAll() throws Exception {
        AuditSink raising = new AuditSink() {
            @Override
            public void append(AuditEvent event) throws AuditUnavailableException {
                recording.append(event);
            }

            @Override
            public boolean isCritical(Endpoint endpoint) {
                return endpoint.httpMethod().equals("GET");
            }

            @Override
            public void opened(List<Endpoint> endpoints) {
                assertThat(endpoints).hasSize(1);
                told = true;
            }
        };
        Deployment deployment = Deployment.create(InstantSource.system(), new SecureRandom(), new DefaultFacilities() {
            @Override
            public ErrorRenderer errors() {
                return recording.errors();
            }

            @Override
            public AuditSink audit() {
                return raising;
            }
        });
        deployment.join("the filter", pipeline);
        Endpoint list = endpoint("GET", Orders.class, "list");
        deployment.cover(list);
        Exchange exchange = deployment.begin(RequestView.get("/a"));
        exchange.arrive(pipeline);
        exchange.enter(list);

        assertThat(kinds()).containsExactly(AuditEvent.Kind.INTENT);
        assertThat(told).isTrue();
    }

    private boolean told;

    @Test
    void aNewCredentialLeavesAnEventOfItsOwnOnce() throws Exception {
        Pipeline proving = Pipeline.builder()
                .add(Policy.of(
                        "login",
                        request -> Decision.proceed(request.withCaller(Caller.of("test", "alice")))
                                .newCredential()))
                .build();
        Exchange exchange = recording.deployment(proving).begin(RequestView.get("/a"));
        exchange.arrive(proving);
        exchange.enter(Endpoint.unknown("GET", "/a", "test"));
        exchange.complete(200);

        assertThat(kinds()).containsExactly(AuditEvent.Kind.PROVEN, AuditEvent.Kind.COMPLETED);
        assertThat(recording.requests().get(0).request().orElseThrow().caller().id())
                .isEqualTo("alice");
    }

    @Test
    void aNewCredentialThatCannotBeRecordedIsNotUsed() throws Exception {
        Pipeline proving = Pipeline.builder()
                .add(Policy.of("login", request -> {
                    recording.breakDown();
                    return Decision.proceed(request.withCaller(Caller.of("test", "alice")))
                            .newCredential();
                }))
                .build();
        Exchange exchange = recording.deployment(proving).begin(RequestView.get("/a"));
        assertThat(exchange.arrive(proving)).map(GateAnswer::status).contains(503);
    }

    @Test
    void whatTheApplicationSaysIsRecordedUnderTheIncidentOfItsRequest() throws Exception {
        Exchange exchange = arrived("GET", Orders.class, "list");
        ApplicationEvent said = ApplicationEvent.of(AuditWord.SENSITIVE_READ).resource("customer", "17");
        Audit.of(Map.<String, Object>of(Exchange.ATTRIBUTE, exchange)::get).record(said);

        AuditEvent event = recording.only();
        assertThat(event.kind()).isEqualTo(AuditEvent.Kind.APPLICATION);
        assertThat(event.application()).contains(said);
        assertThat(event.incident()).isEqualTo(exchange.incident());
        assertThat(event.isCritical()).isFalse();
        exchange.complete(200);
        assertThat(recording.requests()).hasSize(2);
    }

    @Test
    void aCriticalWordMakesItsEventCritical() throws Exception {
        Exchange exchange = arrived("GET", Orders.class, "list");
        exchange.audit(ApplicationEvent.of(AuditWord.USER_DELETED).about("bob"));
        exchange.audit(ApplicationEvent.of(AuditWord.SENSITIVE_READ).critical());
        assertThat(recording.requests()).hasSize(2).allMatch(AuditEvent::isCritical);
    }

    @Test
    void anEventThatCannotBeStoredEndsTheRequestAs503() throws Exception {
        Exchange exchange = arrived("GET", Orders.class, "list");
        recording.breakDown();
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> exchange.audit(ApplicationEvent.of(AuditWord.SENSITIVE_READ)))
                .satisfies(
                        refused -> assertThat(exchange.fail(refused).status()).isEqualTo(503));
    }

    @Test
    void withoutAGateThereIsNoLogAndThatIsSaid() {
        assertThatIllegalStateException().isThrownBy(() -> Audit.of(name -> null));
    }

    @Test
    void anEventOfTheApplicationIsBounded() {
        ApplicationEvent event = ApplicationEvent.of(AuditWord.DECISION);
        for (int i = 0; i < 16; i++) {
            event = event.value("name_" + i, i, DataClass.PUBLIC);
        }
        ApplicationEvent full = event;
        assertThat(full.values()).hasSize(16);
        assertThatIllegalArgumentException().isThrownBy(() -> full.value("one_more", 1, DataClass.PUBLIC));
        ApplicationEvent empty = ApplicationEvent.of(AuditWord.DECISION);
        for (String name : List.of("a", "A1", "1a", "a-b", "", "a" + "b".repeat(41))) {
            assertThatIllegalArgumentException().isThrownBy(() -> empty.value(name, 1, DataClass.PUBLIC));
        }
        assertThat(empty.value("a" + "b".repeat(40), 1, DataClass.PUBLIC).values())
                .hasSize(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> empty.value("a1", 1, DataClass.PUBLIC).value("a1", 2, DataClass.PUBLIC));
        assertThatIllegalArgumentException().isThrownBy(() -> empty.about(""));
        assertThatIllegalArgumentException().isThrownBy(() -> empty.about("x".repeat(257)));
        assertThatIllegalArgumentException().isThrownBy(() -> empty.resource("", "1"));
        assertThatIllegalArgumentException().isThrownBy(() -> empty.resource("t", "x".repeat(257)));
        assertThat(empty.value("secret_name", "canary", DataClass.SECRET).toString())
                .isEqualTo("gapura_decision");
    }

    private Exchange arrived(String method, Class<?> type, String name) throws IOException, NoSuchMethodException {
        Exchange exchange = recording.deployment(pipeline).begin(RequestView.of(method, "/a"));
        exchange.arrive(pipeline);
        assertThat(exchange.enter(endpoint(method, type, name))).isEmpty();
        return exchange;
    }

    private static Endpoint endpoint(String method, Class<?> type, String name) throws NoSuchMethodException {
        Method called = type.getDeclaredMethod(name);
        return Endpoint.resource(method, "/a", type, called);
    }

    private List<AuditEvent.Kind> kinds() {
        return recording.requests().stream().map(AuditEvent::kind).toList();
    }
}
