package io.gapura.filters;

/**
 * A proof that can say in an audit record what it rests on, so that an operator finds all that one credential has done:
 * {@link Caller#withProof}. The first of a caller is recorded.
 */
public interface Attested {
    /** Which credential, under which rules: private words, no secret and nothing of the request but names of ours. */
    String attestation();
}
