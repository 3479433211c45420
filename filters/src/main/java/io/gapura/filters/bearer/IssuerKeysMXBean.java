package io.gapura.filters.bearer;

/**
 * The keys of one issuer in the hands of an operator, over JMX: {@code io.gapura:type=IssuerKeys,issuer="…",gate=1}, where
 * gates of one server are counted. Registered while the gate is open. Who may call it is the matter of the JMX connector.
 */
public interface IssuerKeysMXBean {
    /** In how far they may be trusted, by the names of {@link io.gapura.filters.signing.KeyState.Condition}. */
    String getCondition();

    /** How many keys are trusted now. */
    int getKeyCount();

    /** When they were last read, in ISO 8601; empty when they never were. */
    String getLastRead();

    /** Why they cannot be replaced; empty when they can. */
    String getProblem();

    /** Trusts none of them until they were read again, which is now: {@link IssuerKeys#purge}. */
    void purge();
}
