package io.gapura.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Decision;
import io.gapura.filters.Exchange;
import io.gapura.filters.config.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A candidate is recorded beside the policy that counts and never decides. */
class CandidatePolicyTest extends WatchedPolicy {
    @Test
    void aCandidateIsRecordedAndDecidesNothing() throws IOException {
        Path next = Files.writeString(directory.resolve("next.yaml"), OPENED);
        Rbac closed = Rbac.document(file).candidate(PolicySource.of(Reference.file(next)));
        assertThat(gate(closed).admits()).isFalse();
        assertThat(last().rejection().orElseThrow().note().orElse("")).endsWith("; the candidate admits it");
        assertThat(closed.candidateOpens()).isEqualTo(1);

        says(OPENED);
        Files.writeString(next, WITH_PATHS);
        Rbac opened = Rbac.document(file).candidate(PolicySource.of(Reference.file(next)));
        Gate gate = gate(opened);
        Exchange exchange = gate.begun();
        assertThat(exchange.arrive(gate.pipeline())).isEmpty();
        assertThat(exchange.enter(endpoint())).isEmpty();
        exchange.complete(200);
        assertThat(last().shadowed())
                .singleElement()
                .satisfies(would -> assertThat(would.rejection().reason()).isEqualTo("candidate-deny-all"));
        assertThat(opened.candidateCloses()).isEqualTo(1);
        assertThat(opened.candidateOpens()).isZero();
    }

    /** What the policy has found out about the caller on arrival is not what the candidate finds. */
    @Test
    void aCandidateDecidesOnTheCallerAsItArrived() throws IOException {
        String global = OPENED + "paths:\n  - { path: \"/orders\", require: { authenticated: true } }\n";
        String acme = global.replace("{ roles: [ manager ] }", "{ roles: [ manager ], tenant: acme }");
        says(acme);
        Path next = Files.writeString(directory.resolve("next.yaml"), acme.replace("acme", "beta"));
        Rbac rbac = Rbac.document(file).candidate(PolicySource.of(Reference.file(next)));
        assertThat(gate(rbac).admits()).isTrue();
        assertThat(rbac.candidateCloses()).isZero();
    }

    @Test
    void theCountersOfACandidateGoOnWhenThePolicyIsRenewed() throws IOException {
        Path next = Files.writeString(directory.resolve("next.yaml"), OPENED);
        Rbac rbac = watched().candidate(PolicySource.of(Reference.file(next)));
        Gate gate = gate(rbac);
        assertThat(gate.admits()).isFalse();
        says(CLOSED + "# newer\n");
        gate.deployment().renew();
        assertThat(gate.admits()).isFalse();
        assertThat(rbac.candidateOpens()).isEqualTo(2);
        assertThat(rbac.candidateCloses()).isZero();
    }

    /** Fails whoever asks it. */
    public static final class Failing implements ResourceCheck {
        @Override
        public Decision decide(ResourceAccess access) {
            throw new AssertionError("the store is away");
        }
    }

    @Test
    void aCandidateThatFailsIsRecordedAndIsNeverTheAnswer() throws IOException {
        says(OPENED);
        String failing =
                OPENED + "paths:\n  - { path: \"/orders\", require: { check: " + Failing.class.getName() + " } }\n";
        Path next = Files.writeString(directory.resolve("next.yaml"), failing);
        Rbac rbac = Rbac.document(file).candidate(PolicySource.of(Reference.file(next)));
        Gate gate = gate(rbac);
        Exchange exchange = gate.begun();
        assertThat(exchange.arrive(gate.pipeline())).isEmpty();
        assertThat(exchange.enter(endpoint())).isEmpty();
        exchange.complete(200);
        assertThat(last().shadowed())
                .singleElement()
                .satisfies(would -> assertThat(would.rejection().reason()).isEqualTo("candidate-failed"));
        assertThat(rbac.candidateCloses()).isEqualTo(1);
    }
}
