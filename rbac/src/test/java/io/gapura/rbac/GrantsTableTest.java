package io.gapura.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What sets of roles may do is remembered, as far as there is room, and never mixed up. */
class GrantsTableTest {
    private final Snapshot snapshot = LoadedPolicy.read(
                    "p.yaml",
                    ("version: 1\nroles:\n"
                                    + String.join(
                                            "",
                                            IntStream.range(0, 96)
                                                    .mapToObj(role -> "  r" + role + ": {}\n")
                                                    .toList()))
                            .getBytes(StandardCharsets.UTF_8))
            .snapshot();

    private final GrantsTable table = new GrantsTable();

    private Grants made(GrantsKey key) {
        return snapshot.grants(key);
    }

    private static GrantsKey key(int... roles) {
        return GrantsKey.of(roles, null);
    }

    @Test
    void whatWasKeptIsFoundByAnEqualKey() {
        assertThat(table.find(key(1, 2))).isNull();
        Grants grants = made(key(1, 2));
        table.keep(grants);
        assertThat(table.find(key(1, 2))).isSameAs(grants);
        assertThat(table.find(key(1, 3))).isNull();
        assertThat(table.find(GrantsKey.of(new int[] {1, 2}, new int[0]))).isNull();
        assertThat(table.find(key(1, 2).choosing(new int[] {1}))).isNull();
    }

    @Test
    void keysOfOneHashAreToldApart() {
        assertThat(key(0, 31)).hasSameHashCodeAs(key(1, 0)).isNotEqualTo(key(1, 0));
        table.keep(made(key(0, 31)));
        assertThat(table.find(key(1, 0))).isNull();
        table.keep(made(key(1, 0)));
        assertThat(table.find(key(0, 31)).key().roles()).containsExactly(0, 31);
        assertThat(table.find(key(1, 0)).key().roles()).containsExactly(1, 0);
    }

    @Test
    void fourOfOnePlaceAreRememberedAndTheFifthTakesTheRoomOfOne() {
        List<GrantsKey> same = List.of(key(0, 0, 93), key(0, 1, 62), key(0, 2, 31), key(0, 3, 0));
        assertThat(same)
                .extracting(GrantsKey::hashCode)
                .containsOnly(same.get(0).hashCode());
        for (GrantsKey one : same) {
            table.keep(made(one));
        }
        for (GrantsKey one : same) {
            assertThat(table.find(one)).isNotNull();
        }
        for (int i = 0; i < 4; i++) {
            table.keep(made(same.get(0)));
        }
        assertThat(table.find(same.get(0))).isNotNull();
        assertThat(table.find(same.get(1))).as("forgotten").isNull();
    }

    @Test
    void moreThanThereIsRoomForAreForgottenAndMadeAgain() {
        int found = 0;
        for (int i = 0; i < 3 * GrantsTable.MOST; i++) {
            table.keep(made(number(i)));
            assertThat(table.find(number(i)).key()).isEqualTo(number(i));
        }
        for (int i = 0; i < 3 * GrantsTable.MOST; i++) {
            found += table.find(number(i)) == null ? 0 : 1;
        }
        assertThat(found).isBetween(GrantsTable.MOST / 2, GrantsTable.MOST);
    }

    /** Three of 64 roles in one way of 262,144. */
    private static GrantsKey number(int i) {
        return key(i & 63, i >> 6 & 63, i >> 12);
    }
}
