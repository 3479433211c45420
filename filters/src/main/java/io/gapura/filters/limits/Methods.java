package io.gapura.filters.limits;

import io.gapura.filters.Decision;
import io.gapura.filters.Rejection;
import java.util.Set;
import java.util.TreeSet;

/** The methods that are let in, and what the others are told. Case-sensitive, RFC 9110 §9.1. */
final class Methods {
    /** IANA HTTP Method Registry, and TRACK, which one server understands as TRACE. */
    private static final Set<String> KNOWN =
            Set.of(("ACL BASELINE-CONTROL BIND CHECKIN CHECKOUT CONNECT COPY DELETE GET"
                            + " HEAD LABEL LINK LOCK MERGE MKACTIVITY MKCALENDAR MKCOL MKREDIRECTREF MKWORKSPACE MOVE OPTIONS"
                            + " ORDERPATCH PATCH POST PRI PROPFIND PROPPATCH PUT QUERY REBIND REPORT SEARCH TRACE TRACK UNBIND"
                            + " UNCHECKOUT UNLINK UNLOCK UPDATE UPDATEREDIRECTREF VERSION-CONTROL")
                    .split(" "));

    /** Echo the request or open a tunnel: cross-site tracing, proxying. No setting allows them, no mode lets them pass. */
    private static final Set<String> NEVER = Set.of("TRACE", "TRACK", "CONNECT", "PRI");

    private final Set<String> allowed;
    private final Decision notAllowed;
    private final Decision never;

    Methods(Set<String> allowed) {
        this.allowed = allowed;
        Rejection rejection = Rejection.of(405, "method-not-allowed", "method.not-allowed")
                .header("Allow", String.join(", ", new TreeSet<>(allowed)));
        this.notAllowed = Decision.reject(rejection);
        this.never = Decision.reject(rejection.asHard());
    }

    /** Throws {@link IllegalArgumentException} for methods that could not be let in as their writer meant it. */
    static Set<String> checked(Set<String> methods) {
        if (methods.isEmpty()) {
            throw new IllegalArgumentException("methods must name at least one method");
        }
        for (String method : methods) {
            if (NEVER.contains(method)) {
                throw new IllegalArgumentException("methods must not hold any of " + new TreeSet<>(NEVER));
            }
            if (!KNOWN.contains(method)) {
                throw new IllegalArgumentException("methods must hold registered methods, in capitals, alone");
            }
        }
        return Set.copyOf(methods);
    }

    Decision decide(String method) {
        if (allowed.contains(method)) {
            return Decision.proceed();
        }
        return NEVER.contains(method) ? never : KNOWN.contains(method) ? notAllowed : Refusals.METHOD_UNKNOWN;
    }

    /** Methods whose content has no meaning (RFC 9110 §9.3.1), so that two readers may frame it differently. */
    static boolean isBodiless(String method) {
        return method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
    }
}
