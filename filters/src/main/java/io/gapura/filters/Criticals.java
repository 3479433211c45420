package io.gapura.filters;

/** Which endpoints leave their intent before they run. Bounded by the code that is deployed; thread-safe. */
final class Criticals {
    private final PerEndpoint<Boolean> annotated = PerEndpoint.of(false, Criticals::isAnnotated);

    private static boolean isAnnotated(Endpoint endpoint) {
        return Declarations.of(Audited.class)
                .of(endpoint)
                .found()
                .map(Audited::value)
                .filter(raised -> raised == AuditClass.CRITICAL)
                .isPresent();
    }

    /** @throws ConfigurationException when annotations contradict each other */
    boolean contains(Endpoint endpoint, AuditSink sink) {
        return annotated.get(endpoint) || sink.isCritical(endpoint);
    }
}
