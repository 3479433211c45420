package io.gapura.filters.origin;

import io.gapura.filters.Decision;
import io.gapura.filters.Headers;
import io.gapura.filters.RequestView;
import io.gapura.filters.config.DataSize;
import io.gapura.filters.config.Reference;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that prove that a page of ours made a request, for browsers that say neither Sec-Fetch-Site nor Origin. Nothing
 * is stored: a token is the time it was made and an HMAC-SHA-256 over that time, the session cookies, the caller, and
 * for {@link #doubleSubmit} a random cookie of the gate; in the page it stands under a fresh mask.
 *
 * <p>Keys are read at start-up; the first one makes, all accept. At most 107 characters are looked at. Immutable and
 * thread-safe; comparison takes constant time.
 */
public final class CsrfTokens {
    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final int TOKEN = Long.BYTES + 32;
    private static final int SEED = 32;

    private final CsrfSettings settings;
    private final CsrfKeys keys;
    private final InstantSource clock;
    private final SecureRandom random;

    CsrfTokens(CsrfSettings settings, InstantSource clock, SecureRandom random) {
        this.settings = settings;
        this.keys = CsrfKeys.load(settings.key());
        this.clock = clock;
        this.random = random;
    }

    private CsrfTokens(CsrfSettings settings) {
        this(settings, InstantSource.system(), new SecureRandom());
    }

    /**
     * One secret per session: bound to the session cookie of the application, and absent without one.
     *
     * @throws io.gapura.filters.ConfigurationException for a key that is absent, short or a pattern
     */
    public static CsrfTokens perSession(Reference key) {
        return new CsrfTokens(CsrfSettings.of(CsrfSettings.Kind.SESSION, key));
    }

    /**
     * Signed double submit: bound to a random {@code __Host-} cookie that the gate sets with a page, and to the session
     * cookie where there is one.
     *
     * @throws io.gapura.filters.ConfigurationException for a key that is absent, short or a pattern
     */
    public static CsrfTokens doubleSubmit(Reference key) {
        return new CsrfTokens(CsrfSettings.of(CsrfSettings.Kind.DOUBLE_SUBMIT, key));
    }

    static CsrfTokens of(CsrfSettings settings) {
        return new CsrfTokens(settings);
    }

    /** The same, looking for the token in another request header than {@code X-CSRF-Token}. */
    public CsrfTokens header(String name) {
        return with(new CsrfSettings(
                settings.kind(),
                settings.key(),
                settings.cookie(),
                name,
                settings.field(),
                settings.maxForm(),
                settings.maxAge(),
                settings.sessionCookies()));
    }

    /** The same, reading that much of an urlencoded form to find the token where the header is absent. */
    public CsrfTokens field(String name, DataSize most) {
        return with(new CsrfSettings(
                settings.kind(),
                settings.key(),
                settings.cookie(),
                settings.header(),
                Optional.of(name),
                most,
                settings.maxAge(),
                settings.sessionCookies()));
    }

    /** The same with another lifetime of a rendered token, 60 seconds to 7 days. */
    public CsrfTokens maxAge(Duration age) {
        return with(new CsrfSettings(
                settings.kind(),
                settings.key(),
                settings.cookie(),
                settings.header(),
                settings.field(),
                settings.maxForm(),
                age,
                settings.sessionCookies()));
    }

    /** The same, bound to these cookies of the application instead of {@code JSESSIONID}. */
    public CsrfTokens sessionCookies(String... names) {
        return with(new CsrfSettings(
                settings.kind(),
                settings.key(),
                settings.cookie(),
                settings.header(),
                settings.field(),
                settings.maxForm(),
                settings.maxAge(),
                Set.of(names)));
    }

    private CsrfTokens with(CsrfSettings other) {
        return new CsrfTokens(other, clock, random);
    }

    boolean readsForms() {
        return settings.field().isPresent();
    }

    /** Whether the token that came with a request is one that we gave to this session, and not long ago. */
    Finding look(RequestView request) throws IOException {
        String text = SubmittedToken.find(request, settings);
        if (text == null) {
            return Finding.TOKEN_MISSING;
        }
        byte[] token = MaskedToken.unmask(text, TOKEN);
        String seed = seed(request);
        if (token == null || seed == null) {
            return Finding.TOKEN_REFUSED;
        }
        ByteBuffer parts = ByteBuffer.wrap(token);
        long made = parts.getLong();
        byte[] code = new byte[parts.remaining()];
        parts.get(code);
        if (!keys.accept(bound(request, seed).message(made), code)) {
            return Finding.TOKEN_REFUSED;
        }
        Instant now = clock.instant();
        boolean timely = made <= now.plus(SKEW).getEpochSecond()
                && made > now.minus(settings.maxAge()).getEpochSecond();
        return timely ? Finding.PASSES : Finding.TOKEN_EXPIRED;
    }

    /**
     * Adds to a request that goes on what its page needs: the token as an attribute, and the cookie of double submit
     * where a page is opened without one.
     */
    Decision.Proceed issue(RequestView request, boolean page, Decision.Proceed decision) {
        String known = seed(request);
        if (known != null) {
            return decision.attribute(CsrfToken.ATTRIBUTE, token(request, known));
        }
        if (settings.kind() != CsrfSettings.Kind.DOUBLE_SUBMIT || !page) {
            return decision;
        }
        byte[] seed = new byte[SEED];
        random.nextBytes(seed);
        String cookie = Base64.getUrlEncoder().withoutPadding().encodeToString(seed);
        return decision.attribute(CsrfToken.ATTRIBUTE, token(request, cookie))
                .responseHeader(
                        "Set-Cookie", settings.cookie() + "=" + cookie + "; Path=/; Secure; HttpOnly; SameSite=Lax")
                .responseHeader("Vary", "Cookie");
    }

    private CsrfToken token(RequestView request, String seed) {
        return new CsrfToken(settings.header(), settings.field(), () -> rendered(bound(request, seed)));
    }

    private String rendered(Binding binding) {
        long now = clock.instant().getEpochSecond();
        byte[] token = ByteBuffer.allocate(TOKEN)
                .putLong(now)
                .put(keys.code(binding.message(now)))
                .array();
        return MaskedToken.mask(token, random);
    }

    /** What the gate's own cookie says, empty where tokens have none; null when what a token needs is absent. */
    private @Nullable String seed(RequestView request) {
        Headers headers = request.headers();
        if (settings.kind() == CsrfSettings.Kind.DOUBLE_SUBMIT) {
            List<String> seeds = Cookies.named(headers, settings.cookie());
            return seeds.size() == 1 && isSeed(seeds.get(0)) ? seeds.get(0) : null;
        }
        boolean inSession = settings.sessionCookies().stream()
                .anyMatch(name -> !Cookies.named(headers, name).isEmpty());
        return inSession ? "" : null;
    }

    private Binding bound(RequestView request, String seed) {
        return Binding.of(settings.kind(), request, settings.sessionCookies(), seed);
    }

    private static boolean isSeed(String text) {
        return MaskedToken.isEncoded(text, SEED);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CsrfTokens that && settings.equals(that.settings);
    }

    @Override
    public int hashCode() {
        return settings.hashCode();
    }

    @Override
    public String toString() {
        return "CsrfTokens[" + settings.kind() + "]";
    }
}
