package io.gapura.filters.callers;

import io.gapura.filters.Caller;
import io.gapura.filters.CertificateName;
import io.gapura.filters.Decision;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Need;
import io.gapura.filters.Policy;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.config.CatalogEntry;
import io.gapura.filters.config.Contribution;
import java.lang.invoke.MethodHandles;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Lets a request pass as the caller whom its client certificate names: a caller of the mechanism {@code certificate},
 * whose id is a {@link CertificateName}. The certificate is one that the connector has verified, or that a trusted proxy
 * hands on.
 *
 * <p>Immutable and thread-safe; refining methods return copies.
 */
public final class ClientCertificates implements Policy {
    static final String NAME = "certificate";

    private static final String SCHEME = "ClientCertificate";

    private final Settings settings;
    private final InstantSource clock;
    private final CertificateReader reader;
    private final HeaderLine challenge;
    private final Map<CertificateReason, Rejection> refusals;

    /**
     * Section {@code certificate}.
     *
     * @param required whether a request without certificate is refused; otherwise it goes on as anonymous
     * @param names where the name is looked for, in this order; the first kind that the certificate has counts
     * @param scheme of the challenge of a 401: none is registered
     */
    record Settings(boolean required, List<NameKind> names, String scheme, String realm) {
        static final Settings DEFAULTS = new Settings(true, NameKind.STANDARD, SCHEME, Challenge.STANDARD_REALM);

        Settings {
            names = List.copyOf(names);
            if (names.isEmpty() || Set.copyOf(names).size() < names.size()) {
                throw new IllegalArgumentException("names must list each kind at most once, and at least one");
            }
            new Challenge(scheme, realm);
        }
    }

    private ClientCertificates(Settings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.reader = new CertificateReader(settings.names());
        this.challenge = new Challenge(settings.scheme(), settings.realm()).line();
        this.refusals = new EnumMap<>(CertificateReason.class);
        for (CertificateReason reason : CertificateReason.values()) {
            refusals.put(
                    reason,
                    Rejection.of(401, reason.code(), reason.word()).header(challenge.name(), challenge.value()));
        }
    }

    /** Refuses a request without certificate. */
    public static ClientCertificates required() {
        return new ClientCertificates(Settings.DEFAULTS, InstantSource.system());
    }

    /** Leaves a request without certificate anonymous, for others to decide; one that is not valid is refused. */
    public static ClientCertificates optional() {
        Settings standard = Settings.DEFAULTS;
        return new ClientCertificates(
                new Settings(false, standard.names(), standard.scheme(), standard.realm()), InstantSource.system());
    }

    /** The entry of the catalogue, section {@code certificate}. */
    public static CatalogEntry<?> entry() {
        return CatalogEntry.of(
                NAME,
                "takes the caller from a client certificate",
                MethodHandles.lookup(),
                Settings.class,
                Settings.DEFAULTS,
                settings -> Contribution.policies(new ClientCertificates(settings, InstantSource.system())));
    }

    /** The same by another clock. */
    public ClientCertificates clock(InstantSource time) {
        return new ClientCertificates(settings, time);
    }

    /** The same, named by the distinguished name of the subject alone, whatever alternatives it has. */
    public ClientCertificates namedBySubject() {
        return new ClientCertificates(
                new Settings(settings.required(), List.of(NameKind.SUBJECT), settings.scheme(), settings.realm()),
                clock);
    }

    /** The same, named so in challenges. */
    public ClientCertificates realm(String realm) {
        return new ClientCertificates(
                new Settings(settings.required(), settings.names(), settings.scheme(), realm), clock);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.CLIENT_CERTIFICATE);
    }

    @Override
    public Decision decide(RequestView request) {
        List<X509Certificate> chain = request.certificates();
        if (chain.isEmpty()) {
            return settings.required() ? refused(CertificateReason.MISSING) : Decision.proceed();
        }
        try {
            return Decision.proceed(request.withCaller(caller(chain)));
        } catch (CertificateRefusedException because) {
            return refused(because.reason());
        }
    }

    private Caller caller(List<X509Certificate> chain) throws CertificateRefusedException {
        X509Certificate leaf = chain.get(0);
        CertificateReader.requireValid(chain, clock.instant());
        CertificateReader.requireForClients(leaf);
        return Caller.of(NAME, reader.name(leaf).text())
                .withProof(leaf)
                .withExpiry(leaf.getNotAfter().toInstant());
    }

    private Decision refused(CertificateReason reason) {
        return Decision.reject(Objects.requireNonNull(refusals.get(reason)));
    }

    @Override
    public boolean provesCallers() {
        return true;
    }

    @Override
    public List<HeaderLine> challenges(RequestView request) {
        return List.of(challenge);
    }

    @Override
    public List<String> remarks() {
        return settings.required() ? List.of() : List.of("what has no client certificate goes on as anonymous");
    }
}
