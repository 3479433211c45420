package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Caller;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick reader never says other than the slow one: it reads a line as that does, or leaves it to it. */
class PlainLineTest {
    private static final List<byte[]> LINES = lines();

    private static List<byte[]> lines() {
        HashChain chain = new HashChain("orders.example.com/audit", 0, null);
        Pending out = new Pending(0);
        List<EventLine> events = List.of(
                Events.line(Events.completed("/a")),
                Events.line(Events.completed(RequestView.get("/b?x=1")
                        .header("User-Agent", "Mozilla/5.0 (X11)")
                        .withCaller(Caller.of("bearer", "https://id.example.com", "clerk-17")))),
                Events.line(Events.refused("rbac", Rejection.of(403, "forbidden", "role-missing"))),
                EventLine.ofLog(
                        EventCatalog.RECOVERED,
                        Events.NOON,
                        "0198c1f2-0000-7000-8000-000000000009",
                        Map.of("damaged", true, "cut_bytes", 12L)));
        events.forEach(event -> chain.seal(Chunk.ofOne(event), 0, Events.NOON.toEpochMilli(), out));
        return new String(out.bytes(), 0, out.length(), StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void ordinaryLinesAreReadAsTheSlowReaderReadsThem() throws Exception {
        PlainLine plain = new PlainLine();
        for (byte[] line : LINES) {
            assertThat(plain.read(line)).isNotNull().isEqualTo(LogLine.read(line));
        }
    }

    @Test
    void aLineThatIsCutAnywhereIsLeftToTheSlowReader() {
        for (byte[] line : LINES) {
            for (int length = 0; length < line.length; length++) {
                assertThat(new PlainLine().read(Arrays.copyOf(line, length))).isNull();
            }
        }
    }

    @Property(tries = 5_000)
    void aLineWithAnyByteChangedInsertedOrRemovedIsNeverReadOtherwise(
            @ForAll @IntRange(max = 3) int which,
            @ForAll @IntRange(max = 4_000) int place,
            @ForAll byte octet,
            @ForAll @IntRange(max = 2) int how) {
        byte[] line = LINES.get(which);
        int at = place % line.length;
        byte[] changed = Arrays.copyOf(line, how == 1 ? line.length + 1 : how == 2 ? line.length - 1 : line.length);
        if (how == 0) {
            changed[at] = octet;
        } else if (how == 1) {
            System.arraycopy(line, at, changed, at + 1, line.length - at);
            changed[at] = octet;
        } else {
            System.arraycopy(line, at + 1, changed, at, line.length - at - 1);
        }
        assertNeverOtherwise(changed);
    }

    /** What begins as one line and ends as another, or as the same further on or back. */
    @Property(tries = 5_000)
    void aLineMadeOfTwoIsNeverReadOtherwise(
            @ForAll @IntRange(max = 3) int head,
            @ForAll @IntRange(max = 3) int tail,
            @ForAll @IntRange(max = 4_000) int cut,
            @ForAll @IntRange(min = -40, max = 40) int shift) {
        byte[] one = LINES.get(head);
        byte[] other = LINES.get(tail);
        int at = cut % one.length;
        int from = Math.max(0, Math.min(other.length, at + shift));
        byte[] made = Arrays.copyOf(one, at + other.length - from);
        System.arraycopy(other, from, made, at, other.length - from);
        assertNeverOtherwise(made);
    }

    /** By a reader that knows nothing, and by one that has read all kinds of lines before; alone, and in a buffer. */
    private static void assertNeverOtherwise(byte[] line) {
        PlainLine knowing = new PlainLine();
        LINES.forEach(each -> assertThat(knowing.read(each)).isNotNull());
        byte[] buffer = new byte[line.length + 29];
        Arrays.fill(buffer, (byte) '7');
        System.arraycopy(line, 0, buffer, 13, line.length);
        int end = knowing.end(buffer, 13, buffer.length);
        LogLine known = knowing.read(buffer, 13, 13 + line.length);
        LogLine quick = new PlainLine().read(line);
        assertThat(knowing.read(line)).isEqualTo(known).isEqualTo(quick);
        if (quick != null) {
            assertThat(slow(line)).isEqualTo(quick);
        }
        if (end >= 0) {
            assertThat(Arrays.copyOfRange(buffer, 13, end)).doesNotContain((byte) '\n');
        }
    }

    /** Whoever knows the shape of a line does not look for its end; what stands behind it is not his. */
    @Test
    void theEndOfALineOfAKnownKindIsKnown() {
        PlainLine plain = new PlainLine();
        for (byte[] line : LINES) {
            byte[] buffer = Arrays.copyOf(line, line.length + 5);
            assertThat(plain.end(buffer, 0, buffer.length)).isEqualTo(-1);
            assertThat(plain.read(line)).isNotNull();
            assertThat(plain.end(buffer, 0, buffer.length)).isEqualTo(line.length);
            assertThat(plain.end(buffer, 0, line.length)).isEqualTo(line.length);
            assertThat(plain.end(buffer, 0, line.length - 1)).isEqualTo(-1);
        }
    }

    /** A buffer is filled anew between the one and the other. */
    @Test
    void anEndThatWasToldIsGoodForOneReadingOnly() {
        PlainLine plain = new PlainLine();
        byte[] line = LINES.get(0).clone();
        assertThat(plain.read(line)).isNotNull();
        assertThat(plain.end(line, 0, line.length)).isEqualTo(line.length);
        assertThat(plain.read(line, 0, line.length)).isNotNull();
        line[1] = 'x';
        assertThat(plain.read(line, 0, line.length)).isNull();
        assertThat(plain.end(line, 0, line.length)).isEqualTo(-1);
        assertThat(plain.read(line, 0, line.length)).isNull();
    }

    @Test
    void moreKindsOfLinesThanAreRememberedAreReadAllTheSame() throws Exception {
        PlainLine plain = new PlainLine();
        for (int round = 0; round < 3; round++) {
            for (int kind = 0; kind < 20; kind++) {
                byte[] line = forged("\"a" + (char) ('a' + kind) + "\":" + round);
                assertThat(plain.read(line)).isNotNull().isEqualTo(slow(line));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {110, 121, 122, 123, 124, 140, 1_000})
    void aLineOfManyValuesIsReadAllTheSame(int count) throws Exception {
        byte[] line = forged("\"a\":[" + "1,".repeat(count - 1) + "1]");
        byte[] other = forged("\"a\":[" + "2,".repeat(count - 1) + "2]");
        PlainLine plain = new PlainLine();
        assertThat(plain.read(line)).isNotNull().isEqualTo(slow(line));
        assertThat(plain.read(other)).isNotNull().isEqualTo(slow(other));
    }

    /** Each kind is known, so that only the flag of the line that was read last may count. */
    @Test
    void aTombstoneIsNoticedWheneverItIsOne() throws Exception {
        byte[] stone = forged("\"a\":1", EventCatalog.PRUNED.code());
        byte[] event = forged("\"a\":1", "gapura_access");
        byte[] odd = forged("\"a\":\"\u00e9\"", "gapura_access");
        PlainLine plain = new PlainLine();
        for (int i = 0; i < 2; i++) {
            assertThat(plain.read(stone)).isNotNull();
            assertThat(plain.mayBeTombstone()).isTrue();
            assertThat(plain.read(event)).isNotNull();
            assertThat(plain.mayBeTombstone()).isFalse();
            assertThat(plain.read(odd)).isNull();
            assertThat(plain.mayBeTombstone()).isTrue();
        }
    }

    /** A fingerprint that fits, around what is not canonical: made here, because no writer of ours makes it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"a\":01",
                "\"a\":-0",
                "\"a\":1.0",
                "\"a\":1e3",
                "\"a\":12345678901234567",
                "\"a\": 1",
                "\"a\":1,\"a\":1",
                "\"b\":1,\"a\":1",
                "\"a\":null",
                "\"a\":\"\\u0041\"",
                "\"a\":\"\\/\"",
                "\"a\":\"\u00e9\"",
                "\"a\":[1,]",
                "\"a\":{\"b\":{\"c\":{\"d\":{\"e\":{\"f\":{\"g\":{\"h\":{}}}}}}}}",
                "\"a\":[[[[[[[[[[]]]]]]]]]]",
                "\"a\":tru",
                "\"a\":\"x"
            })
    void whatIsNotCanonicalIsLeftToTheSlowReader(String members) throws Exception {
        byte[] line = forged(members);
        PlainLine knowing = new PlainLine();
        for (String known : List.of("\"a\":1", "\"a\":\"x\"", "\"a\":1,\"aa\":1", "\"a\":[1,1]", "\"a\":true")) {
            assertThat(knowing.read(forged(known))).isNotNull();
        }
        assertThat(new PlainLine().read(line)).isNull();
        assertThat(knowing.read(line)).isNull();
    }

    @Test
    void forgingWorksForThisTest() throws Exception {
        byte[] line = forged("\"a\":1");
        assertThat(new PlainLine().read(line)).isNotNull().isEqualTo(slow(line));
    }

    private static byte[] forged(String members) {
        return forged(members, "x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"sequence\":0,\"uid\":\"u\"},\"time\":7,\"type_uid\":1}",
                "\"logged_time\":9,\"sequence\":0,\"uid\":\"u\"},\"time\":7,\"type_uid\":1}",
                "\"logged_time\":9,\"sequence\":0,\"uid\":\"u\"},\"time\":\"x\",\"type_uid\":1}",
                "\"log_name\":\"gapura\",\"logged_time\":9,\"sequence\":0,\"uid\":\"u\"},\"time\":7,"
                        + "\"timezone_offset\":0,\"type_uid\":1}"
            })
    void whenALineWasWrittenIsWhatItSaysAndElseTheTimeOfItsEvent(String end) throws Exception {
        byte[] line = sealed("{\"a\":1", "{" + end);
        LogLine slow = slow(line);
        assertThat(slow.logged()).isEqualTo(end.contains("logged_time") ? 9 : 7);
        LogLine quick = new PlainLine().read(line);
        assertThat(quick).isEqualTo(end.contains("\"x\"") ? null : slow);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"sequence\":0,\"uid\":\"u\"},\"type_uid\":1}",
                "\"sequence\":0,\"uid\":\"u\"},\"time\":\"7\",\"type_uid\":1}",
                "\"logged_time\":\"9\",\"sequence\":0,\"uid\":\"u\"},\"time\":7,\"type_uid\":1}"
            })
    void aLineWithoutATimeIsNone(String end) {
        byte[] line = sealed("{\"a\":1", "{" + end);
        assertThat(new PlainLine().read(line)).isNull();
        assertThatThrownBy(() -> LogLine.read(line)).isInstanceOf(IOException.class);
    }

    private static byte[] forged(String members, String code) {
        return sealed(
                "{" + members,
                "{\"event_code\":\"" + code + "\",\"logged_time\":1,\"sequence\":0,\"uid\":\"u\"},\"type_uid\":1}");
    }

    /** The first line of a log, of what stands before its attestation and of its metadata with all behind. */
    private static byte[] sealed(String before, String metadata) {
        String head = before + ",\"attestation_list\":[{\"chain_uid\":\"log\"";
        String tail = "}],\"metadata\":" + metadata;
        String hash = io.gapura.filters.ContentHash.of(head + tail).hex();
        return (head + ",\"fingerprint\":{\"algorithm_id\":3,\"encoding_id\":1,\"serialization_id\":2,\"value\":\""
                        + hash + "\"}" + tail)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static LogLine slow(byte[] line) {
        try {
            return LogLine.read(line);
        } catch (IOException bad) {
            throw new AssertionError("the slow reader refuses it", bad);
        }
    }
}
