package io.gapura.filters.audit;

import io.gapura.filters.config.Reference;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What of each request is recorded beside what always is, and how what names a person is stored.
 *
 * <pre>{@code
 * Recording.standard()
 *         .headers("X-Request-Source")
 *         .queryParameters("page", "status")
 *         .hashKeys(Reference.file(Path.of("/etc/shop/audit-hash-keys.json")))
 *         .subjectKeys(Reference.file(Path.of("/etc/shop/audit-subject-keys.json")))
 *         .caller(Personal.ENCRYPTED)
 * }</pre>
 *
 * <p>A name that smells of a secret is refused. Immutable; refining methods return copies.
 */
public final class Recording {
    private static final int MOST_NAMES = 16;
    private static final Set<String> SECRET_HEADERS = Set.of(
            "www-authenticate",
            "proxy-authenticate",
            "x-forwarded-client-cert",
            "client-cert",
            "dpop",
            "x-jwt-assertion");
    private static final Recording STANDARD = new Recording(
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Personal.CLEAR,
            Personal.CLEAR,
            "all",
            List.of(),
            false);

    private final List<String> headers;
    private final List<String> queryParameters;
    private final Optional<Reference> hashKeys;
    private final Optional<Reference> subjectKeys;
    private final Personal caller;
    private final Personal address;
    private final String grants;
    private final List<String> critical;
    private final boolean accessLog;

    Recording(
            List<String> headers,
            List<String> queryParameters,
            Optional<Reference> hashKeys,
            Optional<Reference> subjectKeys,
            Personal caller,
            Personal address,
            String grants,
            List<String> critical,
            boolean accessLog) {
        this.headers =
                headers.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        this.queryParameters = List.copyOf(queryParameters);
        this.hashKeys = hashKeys;
        this.subjectKeys = subjectKeys;
        this.caller = caller;
        this.address = address;
        this.grants = grants;
        this.critical = List.copyOf(critical);
        this.accessLog = accessLog;
        requireHarmless("headers", this.headers);
        requireHarmless("query-parameters", this.queryParameters);
        requireKeys();
        Grants.of(grants);
        this.critical.forEach(CriticalPatterns::require);
    }

    private static void requireHarmless(String setting, List<String> names) {
        if (names.size() > MOST_NAMES) {
            throw new IllegalArgumentException(setting + " has at most " + MOST_NAMES + " names");
        }
        for (String name : names) {
            if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
                throw new IllegalArgumentException(
                        setting + " lists names of 1 to 64 letters, digits, dots, dashes and underscores");
            }
            if (SecretScan.smells(name) || SECRET_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(setting + " must not list " + name + ": by its name it is a secret");
            }
        }
    }

    private void requireKeys() {
        boolean encrypts = caller == Personal.ENCRYPTED || address == Personal.ENCRYPTED;
        if (encrypts && subjectKeys.isEmpty()) {
            throw new IllegalArgumentException("subject-keys must be set where something is encrypted");
        }
        if (subjectKeys.isPresent() && hashKeys.isEmpty()) {
            throw new IllegalArgumentException(
                    "hash-keys must be set beside subject-keys: they name the persons' keys");
        }
    }

    /** No header but the user agent, no query parameter, callers and addresses as they are, every grant. */
    public static Recording standard() {
        return STANDARD;
    }

    /** The same with the values of these request headers; at most 16. */
    public Recording headers(String... names) {
        return new Recording(
                List.of(names), queryParameters, hashKeys, subjectKeys, caller, address, grants, critical, accessLog);
    }

    /** The same with the values of these query parameters; at most 16. */
    public Recording queryParameters(String... names) {
        return new Recording(
                headers, List.of(names), hashKeys, subjectKeys, caller, address, grants, critical, accessLog);
    }

    /** The same with pseudonyms by these keys; without them each run of the process has a key of its own. */
    public Recording hashKeys(Reference keys) {
        return new Recording(
                headers, queryParameters, Optional.of(keys), subjectKeys, caller, address, grants, critical, accessLog);
    }

    /** The same with personal values encrypted under a key of each person, which these keys wrap; needs hash keys. */
    public Recording subjectKeys(Reference keys) {
        return new Recording(
                headers, queryParameters, hashKeys, Optional.of(keys), caller, address, grants, critical, accessLog);
    }

    /** The same with the caller's id stored that way. */
    public Recording caller(Personal how) {
        return new Recording(
                headers, queryParameters, hashKeys, subjectKeys, how, address, grants, critical, accessLog);
    }

    /** The same with the client's address stored that way; of an anonymous caller never encrypted, but hashed. */
    public Recording address(Personal how) {
        return new Recording(headers, queryParameters, hashKeys, subjectKeys, caller, how, grants, critical, accessLog);
    }

    /** The same recording that part of what was granted, such as {@code all} or {@code 10%}; all else is always recorded. */
    public Recording grants(String part) {
        return new Recording(
                headers, queryParameters, hashKeys, subjectKeys, caller, address, part, critical, accessLog);
    }

    /** The same raising these endpoints to CRITICAL, such as {@code POST /payments/{id}/approve}; {@code *} is any method. */
    public Recording critical(String... endpoints) {
        return new Recording(
                headers,
                queryParameters,
                hashKeys,
                subjectKeys,
                caller,
                address,
                grants,
                List.of(endpoints),
                accessLog);
    }

    /** The same writing of the grants that are not recorded what a web server does: class BULK, and nobody waits for it. */
    public Recording accessLog() {
        return new Recording(headers, queryParameters, hashKeys, subjectKeys, caller, address, grants, critical, true);
    }

    boolean isAccessLogged() {
        return accessLog;
    }

    List<String> headers() {
        return headers;
    }

    List<String> queryParameters() {
        return queryParameters;
    }

    Optional<Reference> hashKeys() {
        return hashKeys;
    }

    Optional<Reference> subjectKeys() {
        return subjectKeys;
    }

    Personal caller() {
        return caller;
    }

    Personal address() {
        return address;
    }

    String grants() {
        return grants;
    }

    List<String> critical() {
        return critical;
    }
}
