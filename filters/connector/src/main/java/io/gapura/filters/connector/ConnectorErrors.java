package io.gapura.filters.connector;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;

/**
 * Answers for what a connector refuses: one RFC 9457 document per status, rendered once from the catalogue that the
 * engine uses, and a fresh id. Nothing of the request, of an exception or of the server can come in, because no method
 * takes it.
 *
 * <p>Immutable but for the counter; thread-safe. The log record of a refusal names its id and status, nothing else.
 */
public final class ConnectorErrors {
    public static final String CONTENT_TYPE = "application/problem+json";
    private static final System.Logger LOG = System.getLogger("io.gapura.errors");
    private static final String CATALOG = "catalog/";

    private final byte[][] documents = new byte[600][];
    private final SecureRandom random;
    private final LongAdder answered = new LongAdder();

    private ConnectorErrors(String typeBase, SecureRandom random) {
        this.random = random;
        Properties codes = read("errors.properties");
        Properties titles = read("errors_en.properties");
        for (int status = 400; status < documents.length; status++) {
            documents[status] = document(status, typeBase, codes, titles);
        }
    }

    /** Types below {@code urn:gapura:problem:}, as the engine has them by default. */
    public static ConnectorErrors standard() {
        return of("urn:gapura:problem:");
    }

    /** Types below {@code errors.type-base}; an {@link IllegalArgumentException} when it is not an absolute URI. */
    public static ConnectorErrors of(String typeBase) {
        return of(typeBase, new SecureRandom());
    }

    static ConnectorErrors of(String typeBase, SecureRandom random) {
        boolean plain = typeBase.chars().allMatch(c -> c > 0x20 && c < 0x7F && c != '"' && c != '\\');
        if (!plain || typeBase.length() > 256 || !URI.create(typeBase + "code").isAbsolute()) {
            throw new IllegalArgumentException("typeBase must be an absolute URI of at most 256 characters");
        }
        return new ConnectorErrors(typeBase, random);
    }

    private static Properties read(String name) {
        Properties lines = new Properties();
        try (InputStream file = ConnectorErrors.class.getResourceAsStream(CATALOG + name)) {
            if (file == null) {
                throw new IllegalStateException("the adapter was built without " + name);
            }
            lines.load(new InputStreamReader(file, StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return lines;
    }

    /** The code of the engine for that status; a status that it has none for is published without type. */
    private static byte[] document(int status, String typeBase, Properties codes, Properties titles) {
        String code = code(status);
        String[] entry = codes.getProperty(code, status + " about:blank").split(" +", -1);
        String title = titles.getProperty(code, status < 500 ? "Client Error" : "Server Error");
        String type = entry.length > 1 ? entry[1] : typeBase + code;
        return ("{\"type\":\"" + type + "\",\"code\":\"" + code + "\",\"title\":\"" + plain(title) + "\",\"status\":"
                        + status + ",\"instance\":\"urn:uuid:")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String plain(String title) {
        if (title.chars().anyMatch(c -> c < 0x20 || c > 0x7E || c == '"' || c == '\\' || c == '<' || c == '&')) {
            throw new IllegalStateException("a title of the catalogue is not plain text");
        }
        return title;
    }

    private static String code(int status) {
        return switch (status) {
            case 400 -> "request-malformed";
            case 404 -> "not-found";
            case 405 -> "method-not-allowed";
            case 406 -> "not-acceptable";
            case 408 -> "timeout";
            case 411 -> "length-required";
            case 413 -> "body-too-large";
            case 414 -> "uri-too-long";
            case 415 -> "media-type-refused";
            case 417 -> "expectation-refused";
            case 431 -> "headers-too-large";
            case 500 -> "internal-error";
            case 501 -> "method-unknown";
            default -> "status-" + status;
        };
    }

    /** The answer to one refusal; a status that is no error is 500. */
    public ConnectorAnswer answer(int status) {
        int shown = status >= 400 && status < documents.length ? status : 500;
        String id = id();
        byte[] head = documents[shown];
        byte[] content = new byte[head.length + id.length() + 2];
        System.arraycopy(head, 0, content, 0, head.length);
        System.arraycopy(id.getBytes(StandardCharsets.US_ASCII), 0, content, head.length, id.length());
        content[content.length - 2] = '"';
        content[content.length - 1] = '}';
        answered.increment();
        LOG.log(System.Logger.Level.DEBUG, () -> "incident " + id + " refused by the server: " + shown);
        return new ConnectorAnswer(shown, id, content);
    }

    /** How many answers were made. */
    public long answered() {
        return answered.sum();
    }

    /** Of version 4, unlike the engine's: who looks for it knows that no audit event has it, but the server's log. */
    private String id() {
        byte[] bits = new byte[16];
        random.nextBytes(bits);
        ByteBuffer both = ByteBuffer.wrap(bits);
        long high = both.getLong() & 0xFFFF_FFFF_FFFF_0FFFL | 0x4000L;
        return new UUID(high, both.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L).toString();
    }
}
