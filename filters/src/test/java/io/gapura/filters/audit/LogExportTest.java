package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.json.StrictObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogExportTest {
    private static byte[] stored(RequestView request) {
        return Events.bytes(Events.completed(request));
    }

    private static final byte[] REFUSED =
            Events.bytes(Events.refused("rbac", Rejection.of(403, "forbidden", "rbac.role")));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    plain         | "plain"
                    =1+1          | "'=1+1"
                    +1            | "'+1"
                    -1            | "'-1"
                    @SUM(A1)      | "'@SUM(A1)"
                    a=1           | "a=1"
                    say "hi" now  | "say ""hi"" now"
                    a,b           | "a,b"
                    \uFF1D1        | "'\uFF1D1"
                    """)
    void aFieldOfCsvIsQuotedAndNoFormula(String value, String field) {
        assertThat(CsvLine.field(value)).isEqualTo(field);
    }

    @Test
    void tabsAndLineEndsAtTheBeginningAreNoFormulaEither() {
        assertThat(CsvLine.field("\t=1")).isEqualTo("\"'\t=1\"");
        assertThat(CsvLine.field("\r=1")).startsWith("\"'");
        assertThat(CsvLine.field("")).isEqualTo("\"\"");
    }

    @Test
    void aRecordHasAsManyFieldsAsTheHeader() throws IOException {
        String line = LogExport.CSV.line(stored(RequestView.get("/orders/7").header("User-Agent", "a\",\"b")));
        assertThat(line).endsWith("\r\n").contains("\"gapura_access\"", "\"/orders/7\"", "\"a\"\",\"\"b\"");
        assertThat(fields(line)).isEqualTo(LogExport.CSV.header().orElseThrow().split(",").length);
    }

    /** As RFC 4180 reads them: a comma outside of quotes ends a field. */
    private static int fields(String record) {
        int fields = 1;
        boolean quoted = false;
        for (char c : record.toCharArray()) {
            quoted ^= c == '"';
            fields += c == ',' && !quoted ? 1 : 0;
        }
        return fields;
    }

    @ParameterizedTest
    @CsvSource({"a|b, a\\|b, a|b", "a\\b, a\\\\b, a\\\\b", "a=b, a=b, a\\=b"})
    void cefEscapesHeaderAndExtensionDifferently(String value, String header, String extension) {
        assertThat(CefLine.header(value)).isEqualTo(header);
        assertThat(CefLine.extension(value)).isEqualTo(extension);
    }

    @Test
    void anEndOfLineIsNoneInCef() {
        assertThat(CefLine.extension("a\nb\rc")).isEqualTo("a\\nb\\rc");
        assertThat(CefLine.header("a\nb\rc")).isEqualTo("a b c");
    }

    @Test
    void aRefusalInCef() throws IOException {
        assertThat(LogExport.CEF.line(REFUSED))
                .startsWith("CEF:0|Gapura|Gapura|1.9.0|authz_fail|authz fail|5|rt=" + Events.NOON.toEpochMilli() + " ")
                .contains(
                        " outcome=failure ",
                        " reason=rbac.role ",
                        " cs2=rbac cs2Label=policy ",
                        " cn1=403 cn1Label=status")
                .endsWith("status\n");
    }

    @Test
    void aRefusalInEcs() throws IOException {
        Map<String, Object> ecs =
                StrictObject.read(LogExport.ECS.line(REFUSED).strip().getBytes(StandardCharsets.UTF_8));
        assertThat(ecs.get("@timestamp")).isEqualTo("2026-03-01T12:00:00.123Z");
        assertThat(Events.at(ecs, "event", "outcome")).isEqualTo("failure");
        assertThat(Events.at(ecs, "event", "code")).isEqualTo("authz_fail");
        assertThat(Events.at(ecs, "event", "category")).isEqualTo(List.of("web"));
        assertThat(Events.at(ecs, "http", "response", "status_code")).isEqualTo(403L);
        assertThat(Events.at(ecs, "http", "request", "method")).isEqualTo("POST");
        assertThat(Events.at(ecs, "url", "path")).isEqualTo("/orders/7");
        assertThat(Events.at(ecs, "rule", "ruleset")).isEqualTo("rbac");
    }

    @Test
    void ocsfIsTheStoredLine() throws IOException {
        assertThat(LogExport.OCSF.line(REFUSED)).isEqualTo(new String(REFUSED, StandardCharsets.UTF_8) + "\n");
        assertThatThrownBy(() -> LogExport.OCSF.line(new byte[] {'x'})).isInstanceOf(IOException.class);
    }

    /** Whatever a client names itself: one line, and the same number of columns. */
    @Property(tries = 300)
    void noUserAgentMakesASecondLine(@ForAll String agent) throws IOException {
        String printable = agent.replaceAll("[^\\x20-\\x7E]", "x");
        byte[] stored = stored(RequestView.get("/orders/7").header("User-Agent", printable));
        for (LogExport form : LogExport.values()) {
            String line = form.line(stored);
            assertThat(line.strip()).as(form.name()).doesNotContain("\n", "\r");
        }
    }

    @ParameterizedTest
    @CsvSource({"6003, true", "3002, false"})
    void aQueryComparesTheClass(long classUid, boolean matches) {
        LogQuery query = new LogQuery(
                Optional.empty(),
                Optional.empty(),
                Optional.of(classUid),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        assertThat(query.matches(REFUSED)).isEqualTo(matches);
    }

    @Test
    void aQueryOfTimesHasItsFirstAndNotItsLastInstant() {
        Instant noon = Events.NOON;
        assertThat(query(Optional.of(noon), Optional.empty()).matches(REFUSED)).isTrue();
        assertThat(query(Optional.of(noon.plusMillis(1)), Optional.empty()).matches(REFUSED))
                .isFalse();
        assertThat(query(Optional.empty(), Optional.of(noon)).matches(REFUSED)).isFalse();
        assertThat(query(Optional.empty(), Optional.of(noon.plusMillis(1))).matches(REFUSED))
                .isTrue();
    }

    @Test
    void aLineThatIsNoEventAlwaysMatches() {
        assertThat(query(Optional.of(Instant.MAX.minusSeconds(1)), Optional.empty())
                        .matches(new byte[] {'x'}))
                .isTrue();
    }

    private static LogQuery query(Optional<Instant> from, Optional<Instant> to) {
        return new LogQuery(
                from,
                to,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
