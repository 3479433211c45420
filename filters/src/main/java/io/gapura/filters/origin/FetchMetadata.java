package io.gapura.filters.origin;

import io.gapura.filters.Headers;
import io.gapura.filters.RequestView;
import java.util.Optional;
import java.util.Set;

/**
 * The first look: what the browser itself says about where a request comes from (W3C Fetch Metadata). Pages cannot set
 * these fields, and no proxy has to be known for them to be right.
 */
record FetchMetadata(SameSite sameSite, Navigations navigations) {
    /** What {@code same-site = …} says of pages on other hosts or ports of the same registrable domain. */
    enum SameSite {
        REFUSE,
        ALLOW
    }

    /** Which links from other sites may open a page here. */
    enum Navigations {
        ALLOW,
        /** Those that a person followed, not a script: {@code Sec-Fetch-User: ?1}. */
        USER,
        REFUSE
    }

    private static final String SITE = "Sec-Fetch-Site";
    private static final String MODE = "Sec-Fetch-Mode";
    private static final String DEST = "Sec-Fetch-Dest";
    private static final String USER = "Sec-Fetch-User";
    private static final Set<String> SITES = Set.of("same-origin", "same-site", "cross-site", "none");
    private static final Set<String> MODES = Set.of("navigate", "cors", "no-cors", "same-origin", "websocket");

    /**
     * Looks at a request.
     *
     * @param safe whether its method changes nothing
     * @param trusted whether its Origin is one that was allowed
     */
    Finding look(RequestView request, boolean safe, boolean trusted) {
        Headers headers = request.headers();
        Optional<String> site = headers.only(SITE);
        if (!hasKnownWords(headers)) {
            return Finding.FETCH_UNKNOWN;
        }
        if (site.isEmpty()) {
            return isAbsent(headers) ? Finding.UNDECIDED : Finding.FETCH_INCOMPLETE;
        }
        return switch (site.get()) {
            case "same-origin", "none" -> Finding.PASSES;
            case "same-site" ->
                sameSite == SameSite.ALLOW || isAdmitted(request, safe, trusted) ? Finding.PASSES : Finding.SITE_SAME;
            default -> isAdmitted(request, safe, trusted) ? Finding.PASSES : Finding.SITE_CROSS;
        };
    }

    /** Destinations are not among them: each new kind of script or style brings one, and only one counts here. */
    private static boolean hasKnownWords(Headers headers) {
        return headers.only(SITE).map(SITES::contains).orElse(true)
                && headers.only(MODE).map(MODES::contains).orElse(true)
                && headers.only(USER).map("?1"::equals).orElse(true);
    }

    static boolean isAbsent(Headers headers) {
        return !headers.contains(SITE) && !headers.contains(MODE) && !headers.contains(DEST) && !headers.contains(USER);
    }

    private boolean isAdmitted(RequestView request, boolean safe, boolean trusted) {
        return trusted || safe && isPageLoad(request) && isAdmittedNavigation(request.headers());
    }

    private boolean isAdmittedNavigation(Headers headers) {
        return switch (navigations) {
            case ALLOW -> true;
            case USER -> headers.contains(USER);
            case REFUSE -> false;
        };
    }

    /** A whole page in a tab or window; one in a frame, an object or an embed has another destination. */
    static boolean isPageLoad(RequestView request) {
        Headers headers = request.headers();
        return (request.method().equals("GET") || request.method().equals("HEAD"))
                && headers.only(MODE).filter("navigate"::equals).isPresent()
                && headers.only(DEST).filter("document"::equals).isPresent();
    }

    /** What an answer to a safe request depends on. */
    String vary() {
        String fields = SITE + ", " + MODE + ", " + DEST;
        return navigations == Navigations.USER ? fields + ", " + USER : fields;
    }
}
