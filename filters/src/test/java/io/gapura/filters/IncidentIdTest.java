package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IncidentIdTest {
    private final IncidentIds ids = new IncidentIds(new SecureRandom());

    @Test
    void anIdIsAVersion7UuidOfItsTime() {
        UUID id = UUID.fromString(ids.next(1_700_000_000_123L).toString());
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(1_700_000_000_123L);
    }

    @Test
    void idsOfOneMillisecondDiffer() {
        Set<IncidentId> seen = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            assertThat(seen.add(ids.next(1))).isTrue();
        }
    }
}
