package io.gapura.filters.limits;

import io.gapura.filters.Decision;
import io.gapura.filters.Query;
import io.gapura.filters.RequestView;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What has no place in a query: a parameter that replaces the method, and a secret, because URLs end in logs, histories
 * and Referer fields (ASVS 14.2.1).
 */
final class QueryRules {
    private static final Set<String> SECRETS = Set.of(
            "access_token",
            "id_token",
            "refresh_token",
            "password",
            "passwd",
            "pwd",
            "secret",
            "client_secret",
            "api_key",
            "apikey",
            "authorization",
            "jwt");

    /** Three parts or five of base64url, the first being an encoded JSON object: JWS or JWE, compact. */
    private static final Pattern TOKEN =
            Pattern.compile("eyJ[A-Za-z0-9_-]*+\\.[A-Za-z0-9_-]*+\\.[A-Za-z0-9_-]*+(\\.[A-Za-z0-9_-]*+){0,2}+");

    private final Set<String> allowed;

    /** Names in lower case that may carry a secret. */
    QueryRules(Set<String> allowed) {
        this.allowed = allowed;
    }

    /** Frameworks read {@code _method} from the query, too; a form is not read before its size is bounded. */
    static Decision override(RequestView request) {
        boolean present = request.target().rawQuery().isPresent()
                && !request.query().all("_method").isEmpty();
        return present ? Refusals.OVERRIDE_PARAMETER : Decision.proceed();
    }

    Decision secrets(RequestView request) {
        if (request.target().rawQuery().isEmpty()) {
            return Decision.proceed();
        }
        Query query = request.query();
        for (Map.Entry<String, List<String>> parameter : query.asMap().entrySet()) {
            String name = parameter.getKey().toLowerCase(Locale.ROOT);
            boolean secret =
                    SECRETS.contains(name) || parameter.getValue().stream().anyMatch(QueryRules::isToken);
            if (secret && !allowed.contains(name)) {
                return Refusals.SECRET_IN_URL;
            }
        }
        return Decision.proceed();
    }

    private static boolean isToken(String value) {
        return value.startsWith("eyJ") && TOKEN.matcher(value).matches();
    }
}
