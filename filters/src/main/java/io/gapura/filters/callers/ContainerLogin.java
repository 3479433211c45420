package io.gapura.filters.callers;

import io.gapura.filters.Caller;
import io.gapura.filters.ContainerCaller;
import io.gapura.filters.Decision;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Need;
import io.gapura.filters.Policy;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.config.CatalogEntry;
import io.gapura.filters.config.Contribution;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes over whom the container has authenticated, by whatever means: a caller of the mechanism {@code container}, whose
 * id is the name of the container's principal. What roles the container gives it counts for nothing by itself: access
 * rules ask for those that they know, by the {@link ContainerCaller} that the caller has as its proof.
 *
 * <p>Immutable and thread-safe; refining methods return copies.
 */
public final class ContainerLogin implements Policy {
    static final String NAME = "container";

    private static final String SCHEME = "Container";
    private static final int LONGEST = 256;

    private final Settings settings;
    private final HeaderLine challenge;
    private final Rejection anonymous;
    private final Rejection unnamed;

    /**
     * Section {@code container}.
     *
     * @param required whether a request is refused that the container leaves anonymous
     * @param scheme of the challenge of a 401: that by which the container lets log in, such as Basic
     */
    record Settings(boolean required, String scheme, String realm) {
        static final Settings DEFAULTS = new Settings(true, SCHEME, Challenge.STANDARD_REALM);

        Settings {
            new Challenge(scheme, realm);
        }
    }

    private ContainerLogin(Settings settings) {
        this.settings = settings;
        this.challenge = new Challenge(settings.scheme(), settings.realm()).line();
        this.anonymous = refusal("anonymous");
        this.unnamed = refusal("name-length");
    }

    private Rejection refusal(String reason) {
        return Rejection.of(401, "authentication-required", reason).header(challenge.name(), challenge.value());
    }

    /** Refuses a request that the container leaves anonymous. */
    public static ContainerLogin required() {
        return new ContainerLogin(Settings.DEFAULTS);
    }

    /** Leaves such a request anonymous, for others to decide. */
    public static ContainerLogin optional() {
        return new ContainerLogin(new Settings(false, SCHEME, Challenge.STANDARD_REALM));
    }

    /** The entry of the catalogue, section {@code container}. */
    public static CatalogEntry<?> entry() {
        return CatalogEntry.of(
                NAME,
                "takes the caller whom the container has authenticated",
                MethodHandles.lookup(),
                Settings.class,
                Settings.DEFAULTS,
                settings -> Contribution.policies(new ContainerLogin(settings)));
    }

    /** The same with that challenge in a 401, by which the container lets log in: {@code Basic}, {@code intranet}. */
    public ContainerLogin challenge(String scheme, String realm) {
        return new ContainerLogin(new Settings(settings.required(), scheme, realm));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.CONTAINER_CALLER);
    }

    @Override
    public Decision decide(RequestView request) {
        Optional<ContainerCaller> known = request.peer().containerCaller();
        if (known.isEmpty()) {
            return settings.required() ? Decision.reject(anonymous) : Decision.proceed();
        }
        String name = known.get().name();
        if (name.length() > LONGEST) {
            return Decision.reject(unnamed);
        }
        return Decision.proceed(request.withCaller(Caller.of(NAME, name).withProof(known.get())));
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
        return settings.required() ? List.of() : List.of("whom the container leaves anonymous goes on as anonymous");
    }
}
