package io.gapura.filters.bearer;

import io.gapura.filters.Caller;
import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Decision;
import io.gapura.filters.Endpoint;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Headers;
import io.gapura.filters.Need;
import io.gapura.filters.Policy;
import io.gapura.filters.Rejection;
import io.gapura.filters.Renewal;
import io.gapura.filters.RequestView;
import io.gapura.filters.config.CatalogEntry;
import io.gapura.filters.config.Contribution;
import io.gapura.filters.lent.Pool;
import io.gapura.filters.signing.keys.KeyWatch;
import java.lang.invoke.MethodHandles;
import java.lang.management.ManagementFactory;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request with an access token pass as the caller whom its issuer names (RFC 6750, RFC 9068, RFC 8725). The token
 * comes in one {@code Authorization} line and nowhere else; everything that must be checked is, and nothing switches a
 * check off.
 *
 * <p>Immutable and thread-safe; refining methods return copies, each with a memory of its own.
 */
public final class BearerTokens implements Policy {
    static final String NAME = "bearer";
    static final String STANDARD_REALM = "gapura";

    private final BearerSetup setup;
    private final BearerAnswers answers;
    private final Verification verification;
    private final Standing standing;
    private final @Nullable TokenCache cache;
    private final Decision noticed;
    private final Pool<TokenDigest> digests;
    private final OperatedKeys operated;
    private final Renewal watch;

    private BearerTokens(BearerSetup setup) {
        this.setup = setup;
        this.answers = new BearerAnswers(
                setup.realm(), setup.metadata(), setup.proofs().challenges());
        this.verification = new Verification(setup.issuers(), setup.proofs());
        this.standing = new Standing(setup.proofs(), setup.revocation(), answers);
        this.cache = setup.entries() == 0 ? null : TokenCache.holding(setup.entries(), setup.clock());
        long[] key = TokenDigest.newKey();
        this.digests = new Pool<>(() -> new TokenDigest(key));
        this.operated = new OperatedKeys(setup.issuers(), ManagementFactory.getPlatformMBeanServer());
        this.watch = KeyWatch.of(
                NAME, setup.issuers().stream().map(BearerTokens::watched).toList());
        this.noticed = Decision.proceed().observing(answers.inQuery().rejection());
        if (setup.revocation() != null && cache != null) {
            setup.revocation().onRevocation(cache::forget);
        }
    }

    private static KeyWatch.Source watched(TrustedIssuer issuer) {
        IssuerKeys keys = issuer.keys();
        return new KeyWatch.Source(
                issuer.issuer(),
                () -> Optional.ofNullable(keys.current()).map(TokenKeys::marks),
                () -> keys.state().problem());
    }

    /** Refuses what comes without a token. */
    public static BearerTokens required(TrustedIssuer... issuers) {
        return new BearerTokens(BearerSetup.of(true, List.of(issuers)));
    }

    /** Leaves what comes without a token anonymous, for others to decide; a bad token is refused all the same. */
    public static BearerTokens optional(TrustedIssuer... issuers) {
        return new BearerTokens(BearerSetup.of(false, List.of(issuers)));
    }

    /** The entry of the catalogue, section {@code bearer}. */
    public static CatalogEntry<?> entry() {
        return CatalogEntry.of(
                NAME,
                "proves callers by the access tokens of issuers",
                MethodHandles.lookup(),
                BearerSettings.class,
                BearerSettings.DEFAULTS,
                settings -> Contribution.policies(settings.policy()));
    }

    /** The same, named so in challenges. */
    public BearerTokens realm(String realm) {
        return new BearerTokens(setup.withRealm(realm));
    }

    /** The same, saying in challenges where a client learns which issuers there are (RFC 9728 §5.1). */
    public BearerTokens resourceMetadata(String url) {
        return new BearerTokens(setup.withMetadata(url));
    }

    /** The same, verifying every token each time it comes. */
    public BearerTokens uncached() {
        return new BearerTokens(setup.withEntries(0));
    }

    /** The same, remembering so many tokens, 10,000 unless said. */
    public BearerTokens cacheEntries(int most) {
        return new BearerTokens(setup.withEntries(most));
    }

    /**
     * The same, asking which tokens were taken back.
     *
     * @throws ConfigurationException when it cannot answer now
     */
    public BearerTokens revocation(TokenRevocation revocation) {
        return new BearerTokens(setup.with(revocation));
    }

    /** The same, taking tokens that are bound to a key when one of these finds that it is held. */
    public BearerTokens proving(ProofOfPossession... proofs) {
        return new BearerTokens(setup.with(Proofs.of(List.of(proofs))));
    }

    /**
     * The same, letting a request with a bad token go on as anonymous: what is public is served, and everywhere else the
     * refusal of the token is the answer; another credential does not make up for it. For optional tokens alone. Without it a
     * bad token is refused at public places, too, because who sends one believes to be known (RFC 6750 §3.1).
     */
    public BearerTokens ignoringInvalidOnPublic() {
        return new BearerTokens(setup.withIgnoring());
    }

    /** The same by another clock. */
    public BearerTokens clock(InstantSource time) {
        return new BearerTokens(setup.withClock(time));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Need> needs() {
        return setup.proofs().needs();
    }

    @Override
    public Decision decide(RequestView request) {
        Headers headers = request.headers();
        String field = headers.sole("authorization");
        if (field == null) {
            return headers.contains("authorization") ? answers.severalLines() : withoutToken(request);
        }
        String scheme = setup.proofs().scheme(field);
        if (scheme == null) {
            return field.indexOf(',') >= 0 ? answers.severalCarriers() : withoutToken(request);
        }
        if (field.indexOf(',') >= 0 || hasTokenElsewhere(request)) {
            return answers.severalCarriers();
        }
        int from = scheme.length();
        while (from < field.length() && field.charAt(from) == ' ') { // 1*SP, RFC 9110 §11.4
            from++;
        }
        boolean bounded = from < field.length() && field.length() - from <= CompactToken.LONGEST;
        return bounded && (!headers.isOpaque() || isAscii(field))
                ? withToken(request, scheme, field, from)
                : refused(request, Outcome.Refused.of(TokenReason.SYNTAX));
    }

    private static boolean isAscii(String field) {
        return field.chars().allMatch(c -> c < 0x80);
    }

    /** Never read, and not to be overlooked: a token in a URL stands in logs. */
    private static boolean hasTokenElsewhere(RequestView request) {
        return request.target().rawQuery().isPresent()
                        && !request.query().all("access_token").isEmpty()
                || request.form()
                        .filter(form -> !form.all("access_token").isEmpty())
                        .isPresent();
    }

    private Decision withoutToken(RequestView request) {
        boolean elsewhere = hasTokenElsewhere(request);
        if (setup.required()) {
            return elsewhere ? answers.inQuery() : answers.missing();
        }
        return elsewhere ? noticed : Decision.proceed();
    }

    private Decision withToken(RequestView request, String scheme, String field, int from) {
        long now = setup.clock().millis();
        if (cache == null) {
            return verified(request, scheme, field.substring(from), now, null);
        }
        TokenHash hash = hash(field, from);
        Accepted known = known(cache, hash);
        return known != null
                ? standing(request, known, scheme, now)
                : verified(request, scheme, field.substring(from), now, hash);
    }

    private Decision verified(RequestView request, String scheme, String text, long now, @Nullable TokenHash hash) {
        Outcome outcome = verification.verify(text, now);
        if (outcome instanceof Outcome.Refused refused) {
            return refused(request, refused);
        }
        Accepted accepted = (Accepted) outcome;
        Decision decision = standing(request, accepted, scheme, now);
        if (cache != null && hash != null && decision instanceof Decision.Proceed proceed) {
            cache.keep(hash, accepted);
            return cache.isNew(hash) ? proceed.newCredential() : proceed;
        }
        return decision;
    }

    private TokenHash hash(String field, int from) {
        TokenDigest digest = digests.take();
        TokenHash hash = digest.of(field, from);
        digests.give(digest);
        return hash;
    }

    /** From before, by keys that are still the issuer's. */
    private static @Nullable Accepted known(TokenCache cache, TokenHash hash) {
        Accepted known = cache.find(hash);
        if (known == null || known.isOf(known.issuer().keys().current())) {
            return known;
        }
        cache.drop(hash);
        return null;
    }

    /** What was verified, now or before, counts if it still does. */
    private Decision standing(RequestView request, Accepted token, String scheme, long now) {
        TokenReason reason = standing.expiry(token, now);
        if (reason == null) {
            reason = standing.revocation(token);
        }
        if (reason != null) {
            return refused(request, new Outcome.Refused(reason, token.named()));
        }
        Possession found = standing.possession(token, scheme, request);
        if (found.finding() != Possession.Finding.HELD) {
            return answered(request, standing.refusal(found));
        }
        Decision.Proceed proceed = Decision.proceed(request.withCaller(token.caller()));
        return found.headers().isEmpty() ? proceed : proceed.responseHeaders(found.headers());
    }

    private Decision refused(RequestView request, Outcome.Refused refused) {
        Rejection rejection = answers.refusal(refused.reason());
        return answered(request, refused.note().isEmpty() ? rejection : rejection.note(refused.note()));
    }

    /** What a token was refused for, at once, or where somebody is asked for. */
    private Decision answered(RequestView request, Rejection rejection) {
        boolean later = setup.ignoring()
                && rejection.status() == 401
                && request.caller().isAnonymous();
        return later ? Decision.proceed(request.withCaller(Caller.anonymous(rejection))) : Decision.reject(rejection);
    }

    @Override
    public boolean provesCallers() {
        return true;
    }

    @Override
    public List<HeaderLine> challenges(RequestView request) {
        return answers.challenges();
    }

    @Override
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        if (!setup.required()) {
            remarks.add("what has no token goes on as anonymous");
        }
        if (cache == null) {
            remarks.add("every token is verified each time: the cache is off");
        }
        if (setup.ignoring()) {
            remarks.add("a bad token goes on as anonymous, to what is public");
        }
        for (TrustedIssuer issuer : setup.issuers()) {
            if (issuer.profile() == TokenProfile.UNTYPED) {
                remarks.add(issuer.issuer() + " is untyped: its tokens do not say that they are for access");
            }
            Optional<String> problem = issuer.keys().state().problem();
            problem.ifPresent(words -> remarks.add("keys of " + issuer.issuer() + ": " + words));
        }
        remarks.addAll(setup.proofs().remarks());
        return remarks;
    }

    /** From now on operators find the keys of each issuer over JMX: {@link IssuerKeysMXBean}. */
    @Override
    public void opened(List<Endpoint> known) {
        operated.open();
    }

    /** The keys of issuers are renewed without it; this tells of it. */
    @Override
    public Optional<Renewal> renewal() {
        return Optional.of(watch);
    }

    @Override
    public void close() {
        operated.close();
        setup.issuers().forEach(issuer -> issuer.keys().close());
        setup.proofs().close();
        if (setup.revocation() != null) {
            setup.revocation().close();
        }
    }

    @Override
    public String toString() {
        return "BearerTokens" + setup.issuers();
    }
}
