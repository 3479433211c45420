package io.gapura.filters.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.ApplicationEvent;
import io.gapura.filters.AuditEvent;
import io.gapura.filters.AuditWord;
import io.gapura.filters.Caller;
import io.gapura.filters.DataClass;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;

/**
 * Whatever stands in an event, it is one line of the canonical form of RFC 8785, as an independent implementation writes
 * it, without a character that moves a cursor, turns a direction or hides.
 */
class OneLineTest {
    private static final Redaction LISTING = Redaction.of(
            Recording.standard().headers("X-Listed").queryParameters("listed"),
            Path.of("nowhere"),
            "log",
            new SecureRandom());

    /** Mostly the characters that a line breaks by. */
    @Provide
    Arbitrary<String> hostile() {
        Arbitrary<String> picked = Arbitraries.of(
                "\n",
                "\r",
                "\0",
                "\u001b[2J",
                "\u0085",
                "\u2028",
                "\u2029",
                "\u202e",
                "\u2066",
                "\u200b",
                "\u200f",
                "\u061c",
                "\ufeff",
                "\u2060",
                "\ud800",
                "\udfff",
                "\ufffe",
                "\uffff",
                "\ufdd0",
                "\udb40\udc41",
                "\u007f",
                "\u009b",
                "\"",
                "\\",
                "}",
                "\n{\"a\":1}",
                "\ud83d\ude00",
                "<U+202E>",
                "\u00e9",
                "a");
        Arbitrary<String> any = Arbitraries.strings().ofMaxLength(3);
        return Arbitraries.oneOf(picked, any).list().ofMaxSize(12).map(parts -> String.join("", parts));
    }

    @Property(tries = 2_000)
    void anEventIsOneCanonicalLineWithoutAHostileCharacter(@ForAll("hostile") String text) throws IOException {
        for (AuditEvent event : events("a" + text)) {
            String line = new String(LISTING.line(event).unchained(Events.NOON), StandardCharsets.UTF_8);
            assertThat(line.codePoints().filter(Neutralizer::isHostile).count())
                    .as(line)
                    .isZero();
            assertThat(new JsonCanonicalizer(line).getEncodedString()).isEqualTo(line);
        }
    }

    private static List<AuditEvent> events(String text) {
        RequestView request = RequestView.get("/a?listed=b")
                .header("User-Agent", text)
                .header("X-Listed", text)
                .withCaller(Caller.of("m" + text, text, text).withTenant(text))
                .withEndpoint(Endpoint.unknown(text, text, text));
        Rejection by = Rejection.of(403, "forbidden", text.substring(0, Math.min(60, text.length())))
                .note(text);
        AuditEvent refused = AuditEvent.ofRequest(
                        AuditEvent.Kind.REFUSED, Events.NOON, Events.INCIDENT, text, request, 403)
                .refused(by, text)
                .shadowed(List.of(new AuditEvent.WouldReject(text, by)));
        AuditEvent said = AuditEvent.ofRequest(
                        AuditEvent.Kind.APPLICATION, Events.NOON, Events.INCIDENT, text, request, 0)
                .application(ApplicationEvent.of(AuditWord.SENSITIVE_READ)
                        .resource(text.substring(0, Math.min(60, text.length())), text)
                        .about(text)
                        .value("plain", text, DataClass.PUBLIC)
                        .value("hidden", text, DataClass.PERSONAL));
        AuditEvent gate = AuditEvent.ofGate(
                AuditEvent.Kind.START, Events.NOON, Events.INCIDENT, text, Map.of("fact", text, "f" + text, text));
        return List.of(refused, said, gate);
    }

    @Test
    void theIndependentWriterTellsALineThatIsNotCanonical() throws IOException {
        assertThat(new JsonCanonicalizer("{\"b\":1,\"a\":1}").getEncodedString())
                .isEqualTo("{\"a\":1,\"b\":1}");
        assertThat(new JsonCanonicalizer("{\"a\":\"\\u00e9\"}").getEncodedString())
                .isEqualTo("{\"a\":\"\u00e9\"}");
    }

    @Test
    void aTenantStandsWithWhatSaysWhereTheEventBelongs() {
        RequestView request =
                RequestView.get("/").withCaller(Caller.of("bearer", "alice").withTenant("shop\"7"));
        assertThat(Events.at(Events.parsed(Events.completed(request)), "metadata", "tenant_uid"))
                .isEqualTo("shop\"7");
    }

    @Test
    void whatWasCutIsMeasuredInBytes() {
        RequestView request = RequestView.get("/").header("User-Agent", "\u00e9".repeat(300));
        byte[] line = Events.bytes(Events.completed(request));
        Map<String, Object> event = Events.read(line);
        assertThat(Events.at(event, "metadata", "is_truncated")).isEqualTo(true);
        Map<String, Object> whole =
                Events.parsed(Events.completed(RequestView.get("/").header("User-Agent", "\u00e9".repeat(256))));
        assertThat(Events.at(whole, "metadata", "untruncated_size")).isEqualTo("(absent)");
        long said = (Long) Events.at(event, "metadata", "untruncated_size");
        assertThat(said).isEqualTo(line.length + 2 * 44 - (",\"untruncated_size\":" + said).length());
    }
}
