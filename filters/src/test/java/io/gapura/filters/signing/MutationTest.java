package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Decision;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.RefusedException;
import io.gapura.filters.signing.Signing.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A signed message of any kind: each byte that is covered counts, and none that is not. */
class MutationTest {
    private final Signing signing = new Signing();
    private final Signatures policy = signing.policy();

    /** Method, path, query, content and media type of a message to be signed. */
    record Sketch(String method, String path, String query, String content, String type) {
        Message message() {
            Message message = new Message(method, path + (query.isEmpty() ? "" : "?" + query), content);
            message.line("Authorization", "Bearer abc");
            message.line("Accept", "text/plain");
            message.line("Accept", "*/*");
            return content.isEmpty() ? message : message.line("Content-Type", type);
        }
    }

    @Provide
    Arbitrary<Sketch> sketches() {
        Arbitrary<String> words =
                Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(8);
        Arbitrary<String> content = Arbitraries.strings().ascii().ofMaxLength(40);
        return Combinators.combine(
                        Arbitraries.of("GET", "POST", "PUT", "PATCH", "DELETE"),
                        words.map(word -> "/" + word),
                        words.map(word -> word + "=" + word),
                        content,
                        words.map(word -> "text/" + word))
                .as(Sketch::new);
    }

    private Message signed(Sketch sketch) {
        return sketch.message().signed(signing.signer);
    }

    private boolean passes(Message message) throws Exception {
        try {
            return policy.decide(message.view()) instanceof Decision.Proceed;
        } catch (RefusedException | IllegalArgumentException noMessage) {
            return false;
        } catch (io.gapura.filters.BodyRejectedException rejected) {
            return false;
        }
    }

    /** Another printable character at that place. */
    private static String flipped(String text, int at) {
        char c = text.charAt(at);
        char other = c == 'x' ? 'y' : 'x';
        return text.substring(0, at) + other + text.substring(at + 1);
    }

    @Property(tries = 60)
    void whatWasSignedPasses(@ForAll("sketches") Sketch sketch) throws Exception {
        assertThat(passes(signed(sketch))).isTrue();
    }

    @Property(tries = 25)
    void everyByteOfACoveredFieldOfTheDigestAndOfTheSignatureCounts(@ForAll("sketches") Sketch sketch)
            throws Exception {
        Message original = signed(sketch);
        for (int line = 0; line < original.lines.size(); line++) {
            HeaderLine header = original.lines.get(line);
            if (header.named("Accept")) {
                continue;
            }
            for (int at = 0; at < header.value().length(); at++) {
                Message bent = sketch.message();
                bent.lines.clear();
                bent.lines.addAll(original.lines);
                bent.lines.set(line, new HeaderLine(header.name(), flipped(header.value(), at)));
                assertThat(passes(bent))
                        .as("%s with another character at %d", header.name(), at)
                        .isFalse();
            }
        }
    }

    @Property(tries = 25)
    void everyByteOfTheContentCounts(@ForAll("sketches") Sketch sketch) throws Exception {
        Message original = signed(sketch);
        for (int at = 0; at < original.content.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] right = original.content;
                original.content = right.clone();
                original.content[at] ^= (byte) (1 << bit);
                assertThat(passes(original)).isFalse();
                original.content = right;
            }
        }
    }

    @Property(tries = 25)
    void contentThatIsLongerOrShorterIsRefused(@ForAll("sketches") Sketch sketch) throws Exception {
        Message longer = signed(sketch);
        longer.content = java.util.Arrays.copyOf(longer.content, longer.content.length + 1);
        longer.declared = longer.content.length;
        assertThat(passes(longer)).isFalse();
        longer.declared = -1;
        assertThat(passes(longer)).isFalse();
        Message shorter = signed(sketch);
        if (shorter.content.length > 0) {
            shorter.content = java.util.Arrays.copyOf(shorter.content, shorter.content.length - 1);
            shorter.declared = shorter.content.length;
            assertThat(passes(shorter)).isFalse();
        }
    }

    @Property(tries = 25)
    void methodAndEveryByteOfTheTargetCount(@ForAll("sketches") Sketch sketch) throws Exception {
        Message message = signed(sketch);
        String method = message.method;
        for (String other : List.of("GET", "POST", "PUT", "PATCH", "DELETE", method.toLowerCase(Locale.ROOT))) {
            message.method = other;
            assertThat(passes(message)).isEqualTo(other.equals(method));
        }
        message.method = method;
        String target = message.target;
        for (int at = 1; at < target.length(); at++) {
            message.target = flipped(target, at);
            assertThat(passes(message)).isFalse();
        }
        for (String other : List.of(target + "&", target + "?", "/" + target, target + "x")) {
            message.target = other;
            assertThat(passes(message)).isFalse();
        }
    }

    @Property(tries = 25)
    void aCoveredFieldThatIsDoubledOrRemovedIsRefused(@ForAll("sketches") Sketch sketch) throws Exception {
        for (String name :
                List.of("Authorization", "Content-Type", "Content-Digest", "Signature", "Signature-Input", "Host")) {
            Message original = signed(sketch);
            if (original.lines.stream().noneMatch(line -> line.named(name))) {
                continue;
            }
            assertThat(passes(signed(sketch).without(name)))
                    .as(name + " removed")
                    .isFalse();
            String value = original.value(name);
            assertThat(passes(original.line(name, value))).as(name + " doubled").isFalse();
        }
    }

    @Property(tries = 60)
    void whatIsNotCoveredMayBeAddedChangedAndReordered(@ForAll("sketches") Sketch sketch, @ForAll long seed)
            throws Exception {
        Message message = signed(sketch).line("X-Added", "1").replace("Accept", "changed");
        List<HeaderLine> shuffled = new ArrayList<>(message.lines);
        Collections.shuffle(shuffled, new Random(seed));
        message.lines.clear();
        message.lines.addAll(shuffled);
        assertThat(passes(message)).isTrue();
    }

    @Property(tries = 25)
    void aFieldThatChangesTheMeaningCannotBeAdded(@ForAll("sketches") Sketch sketch) throws Exception {
        for (String name : List.of("Content-Encoding", "X-HTTP-Method-Override", "Transfer-Encoding")) {
            Message message = signed(sketch).line(name, "x");
            boolean digested = message.lines.stream().anyMatch(line -> line.named("Content-Digest"));
            assertThat(passes(message)).as(name).isEqualTo(name.equals("Transfer-Encoding") && digested);
        }
    }
}
