package io.gapura.filters.origin;

import io.gapura.filters.AnswerRules;
import io.gapura.filters.Decision;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Policy;
import io.gapura.filters.RequestView;
import io.gapura.filters.Rules;
import io.gapura.filters.config.CatalogEntry;
import io.gapura.filters.config.Contribution;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tells browsers which pages of other origins may read answers, and answers their preflights before anybody asks for
 * credentials. No origin until listed; origins are compared as text and never reflected.
 *
 * <p>It refuses preflights only. An actual request goes on whoever sent it, with the headers for a listed origin on
 * every answer, errors and refusals included, and without them for any other: who may act is {@link OriginCheck}'s to
 * say. To that end it marks a request whose origin and method are listed as allowed, unless it carries a cookie or Basic
 * credentials and {@code credentials} is off: what may be read without cookies is no leave to act with them.
 *
 * <p>{@code Access-Control-*} of the application itself is dropped: there is one voice, and it is this one.
 *
 * <p>Source: Fetch Standard §3.2. Immutable and thread-safe; the lines for each origin are made at start-up.
 */
public final class Cors implements Policy {
    private static final AnswerRules ONE_VOICE = AnswerRules.none()
            .without(Set.of(
                    "access-control-allow-credentials",
                    "access-control-allow-headers",
                    "access-control-allow-methods",
                    "access-control-allow-origin",
                    "access-control-allow-private-network",
                    "access-control-expose-headers",
                    "access-control-max-age"));

    private static final HeaderLine CREDENTIALS = new HeaderLine("Access-Control-Allow-Credentials", "true");
    private static final HeaderLine VARY = new HeaderLine("Vary", "Origin");

    private final CorsSettings settings;
    private final Preflight preflight;
    private final Rules looks;
    /** What says whose leave it is, by origin. */
    private final Map<String, List<HeaderLine>> leave = new HashMap<>();

    private final Map<String, List<HeaderLine>> answers = new HashMap<>();
    private final List<HeaderLine> standard;
    private final Decision.Proceed others;

    private Cors(CorsSettings settings, Set<String> observed) {
        this.settings = settings;
        this.preflight = new Preflight(settings);
        this.looks = Rules.of(observed, this::look);
        for (String origin : settings.origins()) {
            List<HeaderLine> lines = leave(origin);
            leave.put(origin, lines);
            answers.put(origin, onAnswers(lines));
        }
        this.standard = answers.getOrDefault(CorsSettings.ANYBODY, List.of(VARY));
        this.others = Decision.proceed().responseHeaders(standard).answerRules(ONE_VOICE);
    }

    private List<HeaderLine> leave(String origin) {
        HeaderLine allowed = new HeaderLine("Access-Control-Allow-Origin", origin);
        return settings.credentials() ? List.of(allowed, CREDENTIALS) : List.of(allowed);
    }

    private List<HeaderLine> onAnswers(List<HeaderLine> allowed) {
        List<HeaderLine> lines = new ArrayList<>(allowed);
        if (!settings.exposed().isEmpty()) {
            lines.add(Preflight.list("Access-Control-Expose-Headers", settings.exposed()));
        }
        if (!settings.anybody()) {
            lines.add(VARY);
        }
        return List.copyOf(lines);
    }

    /** These origins, such as {@code https://shop.example}: GET, HEAD and POST, no header that needs leave, no cookies. */
    public static Cors allowing(String... origins) {
        return of(CorsSettings.DEFAULTS.origins(Set.of(origins)));
    }

    /** Every page may read; cookies cannot be allowed with it. */
    public static Cors allowingAnybody() {
        return of(CorsSettings.DEFAULTS.origins(Set.of(CorsSettings.ANYBODY)));
    }

    private static Cors of(CorsSettings settings) {
        return new Cors(settings, Set.of());
    }

    public static CatalogEntry<?> entry() {
        return CatalogEntry.of(
                "cors",
                "lets pages of listed origins read answers",
                MethodHandles.lookup(),
                CorsSettings.class,
                CorsSettings.DEFAULTS,
                settings -> Contribution.policies(Cors.of(settings)));
    }

    /** The same for these methods alone. */
    public Cors methods(String... names) {
        return with(settings.methods(Set.of(names)));
    }

    /** The same, letting pages send these headers, such as {@code content-type} for JSON. */
    public Cors headers(String... names) {
        return with(settings.headers(Set.of(names)));
    }

    /** The same, letting pages read these headers of an answer. */
    public Cors exposed(String... names) {
        return with(settings.exposed(Set.of(names)));
    }

    /** The same, letting requests carry cookies; throws {@link IllegalArgumentException} when anybody may read. */
    public Cors withCredentials() {
        return with(settings.withCredentials());
    }

    /** The same, letting browsers keep the answer to a preflight that long, at most 24 hours. */
    public Cors maxAge(Duration age) {
        return with(settings.maxAge(age));
    }

    /** The same, letting public pages call in to a private network. */
    public Cors withPrivateNetwork() {
        return with(settings.withPrivateNetwork());
    }

    private Cors with(CorsSettings other) {
        return new Cors(other, looks.observed());
    }

    @Override
    public String name() {
        return "cors";
    }

    @Override
    public Set<String> rules() {
        return Preflight.words();
    }

    @Override
    public Policy shadowing(Set<String> names) {
        return new Cors(settings, Rules.checked(names, rules()));
    }

    @Override
    public Set<String> observed() {
        return looks.observed();
    }

    @Override
    public List<String> remarks() {
        if (settings.origins().isEmpty()) {
            return List.of("no origin is listed: no page elsewhere may read anything");
        }
        String whose =
                settings.anybody() ? "every origin" : listed(settings.origins().size());
        String how = String.join(", ", new TreeSet<>(settings.methods()))
                + (settings.credentials() ? " with cookies" : " without cookies");
        return List.of(whose + " may use " + how + "; the origin policy lets these requests pass");
    }

    private static String listed(int origins) {
        return origins == 1 ? "one origin" : origins + " origins";
    }

    @Override
    public Decision decide(RequestView request) throws IOException {
        return looks.decide(request);
    }

    private Decision look(RequestView request) {
        String origin = request.headers().only("Origin").orElse(null);
        if (origin == null) {
            return others;
        }
        String listed = listed(origin);
        if (Preflight.is(request)) {
            return preflight.answer(request, listed == null ? null : leave.get(listed));
        }
        return listed == null ? others : actual(request, Objects.requireNonNull(answers.get(listed)));
    }

    /** The entry of the list that an origin meets; {@code null} and what no browser sends meet none. */
    private @Nullable String listed(String origin) {
        if (settings.anybody()) {
            return Origins.isWellFormed(origin) ? CorsSettings.ANYBODY : null;
        }
        return leave.containsKey(origin) ? origin : null;
    }

    private Decision actual(RequestView request, List<HeaderLine> lines) {
        RequestView view = mayAct(request) ? request.withOriginAllowed() : request;
        return Decision.proceed(view).responseHeaders(lines).answerRules(ONE_VOICE);
    }

    private boolean mayAct(RequestView request) {
        return settings.methods().contains(request.method())
                && (settings.credentials() || Credentials.of(request.headers()) != Credentials.AMBIENT);
    }

    /** Who sent what could not be read is not known: only leave for everybody can be given. */
    @Override
    public List<HeaderLine> headersOfUnread(String scheme) {
        return standard;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cors that
                && settings.equals(that.settings)
                && looks.observed().equals(that.looks.observed());
    }

    @Override
    public int hashCode() {
        return Objects.hash(settings);
    }
}
