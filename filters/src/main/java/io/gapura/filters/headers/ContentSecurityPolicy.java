package io.gapura.filters.headers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What a page may load, run, be framed by and post to (CSP Level 3): an ordered list of directives, from text or built.
 * The source {@code 'nonce'} stands for the nonce of the request, so that a fixed nonce has no place in a setting.
 *
 * <pre>{@code
 * ContentSecurityPolicy.strict()
 *         .with("script-src", "'nonce'", "'strict-dynamic'")
 *         .with("style-src", "'self'");
 * }</pre>
 *
 * <p>Bounds: 4,096 characters, 64 directives. What browsers would misread is kept, so that {@link #findings()} can name
 * it. Immutable and thread-safe.
 */
public final class ContentSecurityPolicy {
    static final String NONCE = "'nonce'";

    private static final int LONGEST = 4_096;
    private static final int MOST = 64;
    private static final ContentSecurityPolicy STRICT = parse("default-src 'none'; frame-ancestors 'none'");

    private final List<Directive> directives;

    /** As written, the name in lower case. */
    record Directive(String name, List<String> values) {
        boolean has(String value) {
            return values.stream().anyMatch(written -> written.equalsIgnoreCase(value));
        }

        String text() {
            return values.isEmpty() ? name : name + " " + String.join(" ", values);
        }
    }

    private ContentSecurityPolicy(List<Directive> directives) {
        if (directives.size() > MOST) {
            throw new IllegalArgumentException("a content security policy has at most " + MOST + " directives");
        }
        this.directives = List.copyOf(directives);
        if (text().length() > LONGEST) {
            throw new IllegalArgumentException("a content security policy has at most " + LONGEST + " characters");
        }
    }

    /** For an API: nothing may be loaded, nobody may frame it. */
    public static ContentSecurityPolicy strict() {
        return STRICT;
    }

    /** No directive yet. */
    public static ContentSecurityPolicy empty() {
        return new ContentSecurityPolicy(List.of());
    }

    /**
     * Reads the header form (CSP3 §2.2.1), without repairing it.
     *
     * @throws IllegalArgumentException when it is blank, too long, or holds what no such header can: a character outside
     *     visible ASCII, or a comma, which would begin a second policy
     */
    public static ContentSecurityPolicy parse(String text) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("a content security policy has at most " + LONGEST + " characters");
        }
        requireCharacters(text);
        List<Directive> directives = new ArrayList<>();
        for (String part : text.split(";", -1)) {
            String trimmed = part.strip();
            if (!trimmed.isEmpty()) {
                String[] tokens = trimmed.split("[ \\t]+", -1);
                directives.add(directive(tokens[0], List.of(tokens).subList(1, tokens.length)));
            }
        }
        if (directives.isEmpty()) {
            throw new IllegalArgumentException("a content security policy must not be empty");
        }
        return new ContentSecurityPolicy(directives);
    }

    private static void requireCharacters(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\t' && (c < 0x20 || c > 0x7E) || c == ',') {
                throw new IllegalArgumentException(
                        "a content security policy is one policy of visible ASCII, without commas");
            }
        }
    }

    private static Directive directive(String name, List<String> values) {
        return new Directive(name.toLowerCase(Locale.ROOT), List.copyOf(values));
    }

    /**
     * The same with this directive, in the place of one of its name; without sources for a flag.
     *
     * @throws IllegalArgumentException for a name or source that is blank or holds a separator
     */
    public ContentSecurityPolicy with(String directive, String... sources) {
        requireToken(directive);
        Arrays.stream(sources).forEach(ContentSecurityPolicy::requireToken);
        Directive made = directive(directive, List.of(sources));
        List<Directive> all = new ArrayList<>(directives);
        int place = all.stream().map(Directive::name).toList().indexOf(made.name());
        if (place < 0) {
            all.add(made);
        } else {
            all.set(place, made);
        }
        return new ContentSecurityPolicy(all);
    }

    /** The same without a directive. */
    public ContentSecurityPolicy without(String directive) {
        return new ContentSecurityPolicy(directives.stream()
                .filter(there -> !there.name().equals(directive.toLowerCase(Locale.ROOT)))
                .toList());
    }

    private static void requireToken(String text) {
        requireCharacters(text);
        if (text.isEmpty() || text.chars().anyMatch(c -> c == ' ' || c == '\t' || c == ';')) {
            throw new IllegalArgumentException("a directive and each of its sources is one word");
        }
    }

    /** Its weaknesses; none means that a strict start lets it pass. */
    public List<CspFinding> findings() {
        return CspLint.of(this);
    }

    /** Whether an answer needs a nonce. */
    public boolean usesNonce() {
        return directives.stream().anyMatch(directive -> directive.has(NONCE));
    }

    /** As written, with the placeholder {@code 'nonce'}. */
    public String text() {
        return String.join("; ", directives.stream().map(Directive::text).toList());
    }

    /** What is sent with a nonce in the places of the placeholder. */
    Rendered rendered() {
        return Rendered.of(directives);
    }

    /** For answers without a page: no nonce admits anything, so the source is left out. */
    ContentSecurityPolicy withoutNonce() {
        return new ContentSecurityPolicy(directives.stream()
                .map(directive -> directive.has(NONCE) ? withoutNonce(directive) : directive)
                .toList());
    }

    private static Directive withoutNonce(Directive directive) {
        List<String> left = directive.values().stream()
                .filter(value -> !value.equalsIgnoreCase(NONCE))
                .toList();
        return new Directive(directive.name(), left.isEmpty() ? List.of("'none'") : left);
    }

    List<Directive> directives() {
        return directives;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ContentSecurityPolicy that && directives.equals(that.directives);
    }

    @Override
    public int hashCode() {
        return directives.hashCode();
    }

    @Override
    public String toString() {
        return text();
    }

    /** The text cut at the placeholders, so that a request only joins. */
    record Rendered(List<String> pieces) {
        /** By words: what only holds the placeholder somewhere in it is no place for a secret. */
        static Rendered of(List<Directive> directives) {
            List<String> pieces = new ArrayList<>();
            StringBuilder piece = new StringBuilder();
            for (Directive directive : directives) {
                piece.append(pieces.isEmpty() && piece.isEmpty() ? "" : "; ").append(directive.name());
                for (String value : directive.values()) {
                    piece.append(' ');
                    if (value.equalsIgnoreCase(NONCE)) {
                        pieces.add(piece.toString());
                        piece.setLength(0);
                    } else {
                        piece.append(value);
                    }
                }
            }
            pieces.add(piece.toString());
            return new Rendered(List.copyOf(pieces));
        }

        String with(String nonce) {
            return String.join("'nonce-" + nonce + "'", pieces);
        }
    }
}
