package io.gapura.filters.limits;

import io.gapura.filters.config.DataSize;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The settings of {@link Firewall}; component {@code uriAllow} is the key {@code firewall.uri-allow}.
 *
 * @param methods registered ones; never TRACE, TRACK, CONNECT
 * @param hosts a name (the scheme's default port) or {@code name:port}; empty: syntax only
 * @param uriAllow {@code path-parameter:/files/} and the like
 * @param staticExtensions of files that the container's default servlet may serve; empty: all
 * @param textHeaders fields that carry the words of people and must be UTF-8; the others stay opaque bytes
 * @param sessionCookies names that must come once, beside {@code __Host-} and {@code __Secure-}
 * @param secretParameters names of query parameters that may carry a secret
 * @param maxHeaderValue one value, but for those of the next
 * @param maxCredentialValue one value of Authorization, Cookie, Signature or Signature-Input
 */
record FirewallSettings(
        Set<String> methods,
        Set<String> hosts,
        List<String> uriAllow,
        Set<String> staticExtensions,
        Set<String> textHeaders,
        Set<String> sessionCookies,
        Set<String> secretParameters,
        DataSize maxHeaderValue,
        DataSize maxCredentialValue) {
    static final FirewallSettings DEFAULTS = new FirewallSettings(
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"),
            Set.of(),
            List.of(),
            Set.of(),
            Set.of(),
            Set.of("JSESSIONID"),
            Set.of(),
            DataSize.of("4KiB"),
            DataSize.of("8KiB"));

    FirewallSettings {
        methods = Methods.checked(methods);
        hosts = Hosts.checked(hosts);
        uriAllow = uriAllow.stream()
                .map(UriAllowance::parse)
                .map(UriAllowance::text)
                .toList();
        staticExtensions = lower(staticExtensions, "[a-z0-9]{1,16}", "static-extensions must be letters and digits");
        textHeaders =
                lower(textHeaders, "[a-z0-9!#$%&'*+.^_`|~-]{1,64}", "text-headers must be names of header fields");
        sessionCookies = matching(sessionCookies, "[!#$%&'*+.^_`|~0-9A-Za-z-]{1,64}", "session-cookies must be names");
        secretParameters =
                lower(secretParameters, "[^\\p{Cntrl}]{1,128}", "secret-parameters must be names of parameters");
        if (maxHeaderValue.toBytes() < 1 || maxCredentialValue.toBytes() < 1) {
            throw new IllegalArgumentException("max-header-value and max-credential-value must be at least 1 B");
        }
    }

    private static Set<String> lower(Set<String> words, String pattern, String message) {
        return matching(
                words.stream().map(word -> word.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet()),
                pattern,
                message);
    }

    private static Set<String> matching(Set<String> words, String pattern, String message) {
        if (!words.stream().allMatch(word -> word.matches(pattern))) {
            throw new IllegalArgumentException(message);
        }
        return Set.copyOf(words);
    }

    /** The same with what a change made of a draft. */
    FirewallSettings with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.settings();
    }

    /** A copy in the making; checked when it becomes settings. */
    static final class Draft {
        Set<String> methods;
        Set<String> hosts;
        List<String> uriAllow;
        Set<String> staticExtensions;
        Set<String> textHeaders;
        Set<String> sessionCookies;
        Set<String> secretParameters;
        DataSize maxHeaderValue;
        DataSize maxCredentialValue;

        private Draft(FirewallSettings from) {
            methods = from.methods;
            hosts = from.hosts;
            uriAllow = from.uriAllow;
            staticExtensions = from.staticExtensions;
            textHeaders = from.textHeaders;
            sessionCookies = from.sessionCookies;
            secretParameters = from.secretParameters;
            maxHeaderValue = from.maxHeaderValue;
            maxCredentialValue = from.maxCredentialValue;
        }

        private FirewallSettings settings() {
            return new FirewallSettings(
                    methods,
                    hosts,
                    uriAllow,
                    staticExtensions,
                    textHeaders,
                    sessionCookies,
                    secretParameters,
                    maxHeaderValue,
                    maxCredentialValue);
        }
    }
}
