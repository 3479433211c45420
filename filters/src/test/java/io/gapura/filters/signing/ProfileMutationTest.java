package io.gapura.filters.signing;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.Decision;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.RefusedException;
import io.gapura.filters.signing.Signing.Message;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** For each profile: every byte that its signature covers counts, and none that it does not. */
class ProfileMutationTest {
    private final Signing signing = new Signing();

    static Stream<Arguments> profiles() {
        return Stream.of(
                        SignatureProfile.STRICT,
                        SignatureProfile.STRICT.coveringIfPresent("X-Multi", "Accept"),
                        SignatureProfile.FAPI2,
                        SignatureProfile.GNAP,
                        SignatureProfile.WEB_BOT_AUTH,
                        SignatureProfile.MASTODON,
                        SignatureProfile.MASTODON.coveringIfPresent("X-Multi"))
                .flatMap(profile -> Stream.of("GET", "POST")
                        .map(method -> Arguments.of(
                                profile.name() + " " + method + " "
                                        + profile.data().coverage().ifPresent().size(),
                                profile,
                                method)));
    }

    /** The quickest that the profile takes: there are many bytes. */
    private SigningKey key(SignatureProfile profile) {
        return profile.allows(SignatureAlgorithm.HMAC_SHA256) ? signing.key : TestKeys.of(profile);
    }

    private Signatures policy(SignatureProfile profile) {
        return Signatures.required(
                        KeyRing.builder().active(key(profile), "orders").build())
                .clock(signing.clock, new SecureRandom())
                .authorities("api.example.com")
                .profile(profile)
                .replay((key, caller, until) -> Claim.claimed());
    }

    private Message signed(SignatureProfile profile, String method) {
        Message message = new Message(method, "/a;b/c%2Fd?x=1&y", method.equals("POST") ? "{\"item\":7}" : "")
                .line("Authorization", "Bearer abc")
                .line("Accept", "text/plain")
                .line("X-Multi", "one")
                .line("Content-Type", "application/json")
                .line("X-Multi", "two")
                .line("Signature-Agent", "a=\"https://b.example\"");
        return message.signed(RequestSigner.with(key(profile), profile).clock(signing.clock, new SecureRandom()));
    }

    private static boolean passes(Signatures policy, Message message) throws Exception {
        try {
            return policy.decide(message.view()) instanceof Decision.Proceed;
        } catch (RefusedException | IllegalArgumentException | BodyRejectedException noMessage) {
            return false;
        }
    }

    private static boolean covers(Message message, String field) {
        String name = field.toLowerCase(Locale.ROOT);
        boolean derived = name.equals("host") || name.startsWith("signature") && !name.equals("signature-agent");
        return derived || message.value("Signature-Input").contains("\"" + name + "\"");
    }

    /** Two other printable characters at that place. */
    private static List<String> flipped(String text, int at) {
        char c = text.charAt(at);
        List<String> others = new ArrayList<>();
        for (char other : new char[] {c == 'x' ? 'y' : 'x', (char) (c ^ 1)}) {
            if (other >= ' ' && other < 0x7F) {
                others.add(text.substring(0, at) + other + text.substring(at + 1));
            }
        }
        return others;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("profiles")
    void eachByteOfALineCountsExactlyWhenItsFieldIsCovered(String name, SignatureProfile profile, String method)
            throws Exception {
        Signatures policy = policy(profile);
        Message message = signed(profile, method);
        assertThat(passes(policy, message)).isTrue();
        for (int line = 0; line < message.lines.size(); line++) {
            HeaderLine original = message.lines.get(line);
            boolean covered = covers(message, original.name());
            for (int at = 0; at < original.value().length(); at++) {
                for (String bent : flipped(original.value(), at)) {
                    boolean blank = bent.startsWith(" ") || bent.endsWith(" ");
                    if (blank) {
                        continue;
                    }
                    message.lines.set(line, new HeaderLine(original.name(), bent));
                    assertThat(passes(policy, message))
                            .as("%s: %s", original.name(), bent)
                            .isEqualTo(!covered);
                }
            }
            message.lines.set(line, original);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("profiles")
    void eachByteOfContentMethodAndTargetCountsAsCovered(String name, SignatureProfile profile, String method)
            throws Exception {
        Signatures policy = policy(profile);
        Message message = signed(profile, method);
        boolean digested = covers(message, "Content-Digest");
        assertThat(digested).isEqualTo(method.equals("POST"));
        for (int at = 0; at < message.content.length; at++) {
            message.content[at] ^= 1;
            assertThat(passes(policy, message)).isEqualTo(!digested);
            message.content[at] ^= 1;
        }
        boolean whole = !profile.name().equals("web-bot-auth");
        String target = message.target;
        int escape = target.indexOf('%');
        for (int at = 1; at < target.length(); at++) {
            if (!whole && at >= escape && at < escape + 3) {
                continue; // what is no target is refused before any policy
            }
            message.target =
                    target.substring(0, at) + (target.charAt(at) == 'q' ? 'p' : 'q') + target.substring(at + 1);
            assertThat(passes(policy, message)).as(message.target).isEqualTo(!whole);
        }
        message.target = target;
        message.method = "DELETE";
        assertThat(passes(policy, message)).isEqualTo(!whole);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("profiles")
    void linesOfACoveredFieldMayNotBeReorderedDoubledOrRemoved(String name, SignatureProfile profile, String method)
            throws Exception {
        Signatures policy = policy(profile);
        Message message = signed(profile, method);
        List<HeaderLine> lines = List.copyOf(message.lines);
        for (HeaderLine line : lines) {
            boolean covered = covers(message, line.name());
            boolean required = covered || line.named("Host");
            message.lines.clear();
            lines.stream().filter(other -> !other.equals(line)).forEach(message.lines::add);
            boolean stripped = line.named("Signature-Input");
            if (!stripped) {
                assertThat(passes(policy, message)).as(line.name() + " removed").isEqualTo(!required);
            }
            message.lines.clear();
            message.lines.addAll(lines);
            message.lines.add(line);
            assertThat(passes(policy, message)).as(line.name() + " doubled").isEqualTo(!required);
        }
        message.lines.clear();
        message.lines.addAll(lines);
        Collections.swap(
                message.lines,
                lines.indexOf(new HeaderLine("X-Multi", "one")),
                lines.indexOf(new HeaderLine("X-Multi", "two")));
        assertThat(passes(policy, message)).isEqualTo(!covers(message, "X-Multi"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("profiles")
    void fieldsMayBeAddedAndReorderedByNameAndTheLabelRenamed(String name, SignatureProfile profile, String method)
            throws Exception {
        Signatures policy = policy(profile);
        Message message = signed(profile, method).line("X-Added", "1");
        for (int seed = 0; seed < 20; seed++) {
            List<HeaderLine> shuffled = new ArrayList<>(message.lines);
            shuffled.removeIf(line -> line.named("X-Multi"));
            Collections.shuffle(shuffled, new Random(seed));
            shuffled.add(seed % shuffled.size(), new HeaderLine("X-Multi", "one"));
            shuffled.add(new HeaderLine("X-Multi", "two"));
            message.lines.clear();
            message.lines.addAll(shuffled);
            assertThat(passes(policy, message)).isTrue();
        }
        String input = message.value("Signature-Input").replaceFirst("sig1=", "other=");
        String signature = message.value("Signature").replaceFirst("sig1=", "other=");
        message.replace("Signature-Input", input);
        assertThat(passes(policy, message)).as("renamed in one alone").isFalse();
        message.replace("Signature", signature);
        assertThat(passes(policy, message)).isTrue();
    }
}
