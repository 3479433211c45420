package io.gapura.filters.bearer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gapura.filters.config.Reference;
import io.gapura.filters.config.Reread;
import io.gapura.filters.remote.DocumentFetch;
import io.gapura.filters.remote.HttpsDocument;
import io.gapura.filters.remote.Published;
import io.gapura.filters.signing.KeyState;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where the keys of an issuer are: published by it at an https URL, or in a file of our own. Kept up to date; a key that is
 * withdrawn is trusted for five minutes more at most, or until {@link #purge()}, which operators reach over JMX while
 * the gate is open ({@link IssuerKeysMXBean}).
 *
 * <p>Bounds of a URL: 2 seconds for the connection and 4 in all, 256 KiB, no redirects; a set is used for 5 minutes and
 * renewed 30 seconds ahead, an outage is bridged for 4 hours. An unknown key id has the set fetched out of turn once in 10
 * seconds, and is then answered from memory for a minute (1,000 ids): a flood of them keeps no new key from being found.
 * Thread-safe.
 */
public final class IssuerKeys {
    private static final System.Logger LOG = System.getLogger("io.gapura.bearer");
    private static final int LARGEST = 256 * 1_024;
    private static final HttpsDocument.Limits FETCH = new HttpsDocument.Limits(
            Duration.ofSeconds(2), Duration.ofSeconds(4), LARGEST, "application/jwk-set+json, application/json");
    private static final int MOST_ABSENT = 1_000;
    private static final Duration ABSENT_FOR = Duration.ofSeconds(60);

    private final Source source;
    private final Cache<String, Boolean> absent;

    /** How keys come and stay. */
    private interface Source {
        @Nullable
        TokenKeys current();

        /** After a look out of turn; null when there was none. */
        default @Nullable TokenKeys renewed() {
            return null;
        }

        void purge();

        void close();

        KeyState state();
    }

    private IssuerKeys(Source source, InstantSource clock) {
        this.source = source;
        this.absent = Caffeine.newBuilder()
                .maximumSize(MOST_ABSENT)
                .expireAfterWrite(ABSENT_FOR)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .executor(Runnable::run)
                .build();
    }

    /**
     * The keys that an issuer publishes as a JWK Set ({@code jwks_uri}). Fetched now; what goes wrong then is a {@link
     * #state()}, and until it was fetched once, tokens of the issuer are answered with 503.
     *
     * @throws io.gapura.filters.ConfigurationException for anything but an absolute https URL without user and fragment
     */
    public static IssuerKeys fetched(URI uri) {
        return fetched(
                HttpsDocument.at(uri, FETCH),
                String.valueOf(uri.getHost()),
                InstantSource.system(),
                Published::onThread);
    }

    static IssuerKeys fetched(DocumentFetch fetch, String place, InstantSource clock, Executor beside) {
        return new IssuerKeys(new Remote(fetch, place, clock, beside), clock);
    }

    /**
     * The keys of a JWK Set of our own: public ones, or for {@code HS256} secrets of 32 bytes and more. A file is read
     * again every 30 seconds, by the request that comes then.
     *
     * @throws io.gapura.filters.ConfigurationException naming the place, never the content
     */
    public static IssuerKeys load(Reference place) {
        return load(place, InstantSource.system());
    }

    static IssuerKeys load(Reference place, InstantSource clock) {
        return new IssuerKeys(new Own(place, clock), clock);
    }

    /** How up to date they are, for a health report. */
    public KeyState state() {
        return source.state();
    }

    /** Trusts none of them until they were read again, which is now: for a key that was withdrawn in a hurry. */
    public void purge() {
        absent.invalidateAll();
        source.purge();
    }

    /** Fetches nothing any more. */
    void close() {
        source.close();
    }

    /** The keys to verify by now; null when there are none that may be trusted. */
    @Nullable
    TokenKeys current() {
        return source.current();
    }

    /**
     * The keys after a look for an id that was not among them; null when it is not worth one, or was not there either. Who
     * comes while others look may find that they have found it.
     */
    @Nullable
    TokenKeys lookingFor(String id) {
        TokenKeys found = source.current();
        if (found != null && found.names(id)) {
            return found;
        }
        if (absent.getIfPresent(id) != null) {
            return null;
        }
        TokenKeys renewed = source.renewed();
        if (renewed == null || renewed.names(id)) {
            return renewed;
        }
        absent.put(id, true);
        return null;
    }

    @Override
    public String toString() {
        return "IssuerKeys[" + source.state().condition() + "]";
    }

    private static final class Own implements Source {
        private final Reread<TokenKeys> keys;
        private final InstantSource clock;

        Own(Reference place, InstantSource clock) {
            this.keys = Reread.of("bearer.keys", place, LARGEST, KeySetReader::own, clock);
            this.clock = clock;
        }

        @Override
        public TokenKeys current() {
            return keys.get();
        }

        @Override
        public void purge() {
            keys.again();
        }

        @Override
        public void close() {}

        @Override
        public KeyState state() {
            return new KeyState(
                    KeyState.Condition.CURRENT, keys.get().size(), Optional.of(clock.instant()), Optional.empty());
        }
    }

    private static final class Remote implements Source, Published.Listener<TokenKeys> {
        private final Published<TokenKeys> published;
        private final String place;
        private final InstantSource clock;
        private volatile String said = "";

        Remote(DocumentFetch fetch, String place, InstantSource clock, Executor beside) {
            this.place = place;
            this.clock = clock;
            this.published = Published.of(fetch, KeySetReader::published, this, clock, beside);
        }

        @Override
        public void good(TokenKeys value) {
            if (!said.isEmpty()) {
                said = "";
                LOG.log(System.Logger.Level.INFO, () -> "keys of " + place + " can be read again");
            }
        }

        @Override
        public void kept(String problem) {
            if (!said.equals(problem)) {
                said = problem;
                LOG.log(System.Logger.Level.WARNING, () -> "keys of " + place + " cannot be replaced: " + problem);
            }
        }

        @Override
        public @Nullable TokenKeys current() {
            return published.current();
        }

        @Override
        public @Nullable TokenKeys renewed() {
            Published.Version<TokenKeys> before = published.version();
            TokenKeys keys = published.renewed();
            Published.Version<TokenKeys> after = published.version();
            return after.number() == before.number() || after.problem() != null ? null : keys;
        }

        @Override
        public void purge() {
            published.purge();
        }

        @Override
        public void close() {
            published.close();
        }

        @Override
        public KeyState state() {
            Published.Version<TokenKeys> version = published.version();
            TokenKeys keys = version.value();
            return KeyState.published(
                    keys == null ? 0 : keys.size(),
                    version.lastGood(),
                    version.isTrusted(clock.millis()),
                    Optional.ofNullable(version.problem()));
        }
    }
}
