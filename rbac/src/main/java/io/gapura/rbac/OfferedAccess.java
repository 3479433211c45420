package io.gapura.rbac;

import io.gapura.filters.Decision;
import io.gapura.filters.Endpoint;
import io.gapura.filters.RequestView;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Rules on an operation that nobody wrote, such as a generated OPTIONS: who may call something there may ask what there
 * is. A method counts if every endpoint of it admits the caller, and none does while a locator on the way refuses it. Who
 * may call nothing is refused as any call would be: 401 rather than 403, where a name could help.
 */
final class OfferedAccess {
    private OfferedAccess() {}

    /**
     * @param offered not empty
     * @param rule decides on one of them
     */
    static Decision decide(RequestView request, List<Endpoint> offered, Function<RequestView, Decision> rule) {
        Map<String, Decision> byMethod = new TreeMap<>();
        for (Endpoint each : offered) {
            Decision decision = rule.apply(request.withEndpoint(each));
            byMethod.merge(each.httpMethod(), decision, (one, other) -> one instanceof Decision.Reject ? one : other);
        }
        Decision locators = byMethod.remove(Endpoint.LOCATOR);
        if (locators instanceof Decision.Reject || byMethod.isEmpty()) {
            return locators instanceof Decision.Reject ? locators : CompiledRule.UNKNOWN.decide(null, request);
        }
        Decision best = byMethod.values().stream()
                .min(Comparator.comparingInt(OfferedAccess::rank))
                .orElseThrow();
        return best instanceof Decision.Proceed proceed ? admitted(request, proceed) : best;
    }

    private static int rank(Decision decision) {
        if (!(decision instanceof Decision.Reject reject)) {
            return 0;
        }
        return reject.rejection().status() == 401 ? 1 : 2;
    }

    /** With the roles that the caller holds, and with the endpoint that is called. */
    private static Decision admitted(RequestView request, Decision.Proceed one) {
        return Decision.proceed(request.withCaller(one.request().orElse(request).caller()));
    }
}
