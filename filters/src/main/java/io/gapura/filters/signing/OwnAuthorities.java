package io.gapura.filters.signing;

import io.gapura.filters.RequestView;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The hosts that a policy serves. A request that names one of them letter by letter, as nearly every one does, needs no
 * reading; what is written in any other way is read as ever, and refused as ever. Immutable.
 */
final class OwnAuthorities {
    /** Names in lower case with a port that is no scheme's own, or without: they are what a reading of them gives. */
    private static final Pattern PLAIN = Pattern.compile("[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63}){0,3}(:8[0-9]{3})?");

    private final Set<String> all;
    private final String[] plain;

    private OwnAuthorities(Set<String> all, String[] plain) {
        this.all = all;
        this.plain = plain;
    }

    /** Of normalised ones. */
    static OwnAuthorities of(Set<String> authorities) {
        return new OwnAuthorities(
                Set.copyOf(authorities),
                authorities.stream()
                        .filter(each -> PLAIN.matcher(each).matches())
                        .toArray(String[]::new));
    }

    /**
     * Whether the authority of a request is one of them.
     *
     * @throws io.gapura.filters.RefusedException as {@link RequestView#authority}
     */
    boolean holds(Message message, RequestView request) {
        String host = request.isForwarded() ? null : request.headers().sole("host");
        for (String own : plain) {
            if (own.equals(host)) {
                message.knowAuthority(own);
                return true;
            }
        }
        return all.contains(message.authority());
    }
}
