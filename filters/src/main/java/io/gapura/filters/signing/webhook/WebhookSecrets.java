package io.gapura.filters.signing.webhook;

import io.gapura.filters.config.Reference;
import io.gapura.filters.config.Reread;
import io.gapura.filters.signing.keys.KeyMark;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The active secrets of one sender, one to four, as the provider hands them out: any of them may prove a delivery. To
 * rotate, add the new one, let the provider switch, take the old one away.
 *
 * <p>In a file they stand one to a line; lines that begin with {@code #} are remarks, empty ones are skipped, and blanks
 * around a secret are refused rather than cut off. The file is looked at every 30 s; the last good one stays.
 *
 * <p>Immutable and thread-safe; no text form, no comparison.
 */
public final class WebhookSecrets {
    /** So many are tried for each delivery. */
    static final int MOST = 4;

    private static final int MOST_BYTES = 16_384;

    private final List<byte[]> given;
    private final @Nullable Reference source;

    private WebhookSecrets(List<byte[]> given, @Nullable Reference source) {
        this.given = given;
        this.source = source;
    }

    /** Secrets as text in UTF-8. The arrays are copied: their owner may wipe them. */
    public static WebhookSecrets of(byte[]... secrets) {
        requireSome(secrets.length);
        return new WebhookSecrets(Arrays.stream(secrets).map(byte[]::clone).toList(), null);
    }

    /** What a file says, from now on. */
    public static WebhookSecrets file(Path file) {
        return from(Reference.file(file));
    }

    /** What a reference leads to, from now on. */
    public static WebhookSecrets from(Reference source) {
        return new WebhookSecrets(List.of(), source);
    }

    /** What may be wrong with how they are kept. */
    List<String> remarks() {
        return source != null && source.readableByOthers()
                ? List.of("others may read " + source.place() + ": chmod 600")
                : List.of();
    }

    /**
     * The keys that they are.
     *
     * @param setting what they are called in messages
     * @throws io.gapura.filters.ConfigurationException for the first reading; later the last good ones stay
     * @throws IllegalArgumentException for given ones that are no secrets of that dialect
     */
    ActiveSecrets<WebhookKey> keys(String setting, Dialect dialect, InstantSource clock) {
        return each(setting, secret -> key(secret, dialect), clock);
    }

    /** Their digests, for senders that send the secret itself; errors as for {@link #keys}. */
    ActiveSecrets<byte[]> digests(String setting, InstantSource clock) {
        KeyKind plain = new KeyKind("", KeyKind.Algorithm.HMAC_SHA256, Codec.TEXT);
        return each(
                setting,
                secret -> {
                    plain.requireStrong(secret);
                    return digest(secret);
                },
                clock);
    }

    private <T> ActiveSecrets<T> each(String setting, Function<byte[], T> maker, InstantSource clock) {
        if (source == null) {
            return ActiveSecrets.given(made(given, maker));
        }
        return ActiveSecrets.read(
                source.place(), Reread.of(setting, source, MOST_BYTES, content -> made(lines(content), maker), clock));
    }

    private static <T> ActiveSecrets.Made<T> made(List<byte[]> secrets, Function<byte[], T> maker) {
        requireSome(secrets.size());
        return new ActiveSecrets.Made<>(
                secrets.stream().map(maker).toList(),
                secrets.stream().map(KeyMark::ofSecret).toList());
    }

    static byte[] digest(byte[] secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java runtime has SHA-256", missing);
        }
    }

    private static WebhookKey key(byte[] secret, Dialect dialect) {
        for (KeyKind kind : dialect.keys()) {
            if (kind.fits(secret)) {
                kind.requireStrong(secret);
                return kind.key(secret);
            }
        }
        throw new IllegalArgumentException("a secret of " + dialect + " must begin with one of "
                + dialect.keys().stream().map(kind -> kind.codec().prefix()).toList());
    }

    private static void requireSome(int count) {
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException("there must be 1 to " + MOST + " secrets, one to a line");
        }
    }

    static List<byte[]> lines(byte[] content) {
        List<byte[]> lines = new ArrayList<>();
        int number = 1;
        for (int from = 0, to; from < content.length; from = to + 1, number++) {
            to = end(content, from);
            byte[] line = Arrays.copyOfRange(content, from, to);
            if (line.length > 0 && line[0] != '#') {
                requireBare(line, number);
                lines.add(line);
            }
        }
        return lines;
    }

    private static int end(byte[] content, int from) {
        int to = from;
        while (to < content.length && content[to] != '\n') {
            to++;
        }
        return to;
    }

    private static void requireBare(byte[] line, int number) {
        if (line[0] <= ' ' && line[0] >= 0 || line[line.length - 1] <= ' ' && line[line.length - 1] >= 0) {
            throw new IllegalArgumentException("line " + number + " has a blank or a carriage return at its end");
        }
    }

    @Override
    public String toString() {
        return "WebhookSecrets[" + (source == null ? given.size() + " given" : source.place()) + "]";
    }
}
