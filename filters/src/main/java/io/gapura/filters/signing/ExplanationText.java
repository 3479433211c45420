package io.gapura.filters.signing;

import io.gapura.filters.RefusedException;
import io.gapura.filters.RequestView;
import io.gapura.filters.signing.SignatureExplanation.Signature;
import io.gapura.filters.signing.SignatureExplanation.Step;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The layout of one explanation. Nothing in it depends on the side of the wire: no caller's name, no host's list, no
 * label of ours. Values of credentials are lengths. Belongs to one explanation.
 */
final class ExplanationText {
    private final KeyRing keys;
    private final SignatureProfile profile;
    private final Message message;
    private final long now;
    private final Set<String> hidden;
    private final StringBuilder out = new StringBuilder();
    private final List<Signature> signatures = new ArrayList<>();

    ExplanationText(KeyRing keys, SignatureProfile profile, Message message, long now, Set<String> hidden) {
        this.keys = keys;
        this.profile = profile;
        this.message = message;
        this.now = now;
        this.hidden = hidden;
    }

    /**
     * Everything.
     *
     * @param fields null when they could not be read
     */
    SignatureExplanation of(@Nullable SignatureFields fields, List<Step> steps) {
        RequestView request = message.request();
        line("message", message.isResponse() ? "response " + message.status() : "request " + method(request));
        line("profile", profile.name());
        if (fields != null) {
            fields.labels().forEach(label -> signature(fields, label));
        }
        out.append("steps\n");
        steps.forEach(step -> out.append(step).append('\n'));
        return new SignatureExplanation(out.toString(), signatures, steps);
    }

    private static String method(@Nullable RequestView request) {
        return request == null ? "" : request.method();
    }

    private void line(String name, String value) {
        out.append(String.format(Locale.ROOT, "%-10s %s\n", name, value));
    }

    private void signature(SignatureFields fields, String label) {
        SignatureInput input;
        try {
            input = SignatureInput.of(fields.input(label));
        } catch (SignatureRefusedException refused) {
            line("label", label);
            line("input", "cannot be read: " + refused.reason().word() + note(refused));
            return;
        }
        Optional<KeyRing.Entry> entry = input.keyId().flatMap(keys::find);
        String algorithm = entry.map(known -> known.key().algorithm().registeredName())
                .or(input::alg)
                .orElse("");
        line("label", label);
        line("key", input.keyId().orElse("none") + (entry.isPresent() ? "" : " (not in the ring)"));
        line("algorithm", algorithm.isEmpty() ? "unknown" : algorithm);
        line("created", input.created().isPresent() ? time(input.created().getAsLong(), "old") : "absent");
        line("expires", input.expires().isPresent() ? time(input.expires().getAsLong(), "ago") : "absent");
        line("nonce", input.nonce().map(nonce -> nonce.length() + " characters").orElse("absent"));
        line("tag", input.tag().orElse("absent"));
        List<String> covered = input.components().stream().map(Component::text).toList();
        line("covered", covered.size() + ": " + String.join(" ", covered));
        Base base = base(input);
        signatures.add(new Signature(
                label, input.keyId().orElse(""), entry.isPresent(), algorithm, covered, base.length(), base.hash()));
    }

    private String time(long seconds, String past) {
        long age = now - seconds;
        return seconds + " (" + Math.abs(age) + " s " + (age >= 0 ? past : "ahead") + ")";
    }

    private static String note(SignatureRefusedException refused) {
        return refused.note().isEmpty() ? "" : ", " + refused.note();
    }

    /** The signed bytes, as far as they may be shown. */
    private record Base(int length, Optional<String> hash) {}

    private Base base(SignatureInput input) {
        List<String> lines = new ArrayList<>();
        Base made = made(input, lines);
        for (int i = 0; i < lines.size(); i++) {
            out.append(String.format(Locale.ROOT, "%4d  %s", i + 1, lines.get(i)))
                    .append('\n');
        }
        return made;
    }

    private Base made(SignatureInput input, List<String> lines) {
        boolean partly = false;
        for (Component component : input.components()) {
            partly |= hidden.contains(component.name());
            lines.add(component.text() + ": " + value(component));
        }
        lines.add("\"@signature-params\": " + input.text());
        try {
            byte[] base = profile.bases().of(message, input);
            String hash = HexFormat.of().formatHex(ContentDigest.Algorithm.SHA_256.of(ByteBuffer.wrap(base)));
            line("base", base.length + " bytes, " + (partly ? "SHA-256 not shown: a value is not" : "SHA-256 " + hash));
            return new Base(base.length, partly ? Optional.empty() : Optional.of(hash));
        } catch (SignatureRefusedException refused) {
            line("base", "cannot be made: " + refused.reason().word() + note(refused));
            return new Base(-1, Optional.empty());
        } catch (RefusedException unreadable) {
            line("base", "cannot be made: " + unreadable.rejection().reason());
            return new Base(-1, Optional.empty());
        }
    }

    private String value(Component component) {
        try {
            String value = profile.bases().value(message, component);
            return hidden.contains(component.name()) ? "(" + value.length() + " characters, not shown)" : value;
        } catch (SignatureRefusedException refused) {
            return "(" + refused.reason().word() + note(refused) + ")";
        } catch (RefusedException unreadable) {
            return "(" + unreadable.rejection().reason() + ")";
        }
    }
}
