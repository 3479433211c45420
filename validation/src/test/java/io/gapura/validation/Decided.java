package io.gapura.validation;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Decision;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.Violation;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

/** What a policy makes of a request for a method of a test resource. */
final class Decided {
    private Decided() {}

    static Endpoint endpoint(String httpMethod, Class<?> type, String name) {
        Method method = Arrays.stream(type.getMethods())
                .filter(each -> each.getName().equals(name) && !each.isBridge())
                .findFirst()
                .orElseThrow();
        return Endpoint.resource(httpMethod, "/" + name, type, method);
    }

    static Decision of(Validation policy, RequestView request, Class<?> type, String name) {
        try {
            return policy.decide(request.withEndpoint(endpoint(request.method(), type, name)));
        } catch (IOException gone) {
            throw new AssertionError(gone);
        }
    }

    static Rejection refused(Validation policy, RequestView request, Class<?> type, String name) {
        Decision decision = of(policy, request, type, name);
        assertThat(decision).isInstanceOf(Decision.Reject.class);
        return ((Decision.Reject) decision).rejection();
    }

    static void passes(Validation policy, RequestView request, Class<?> type, String name) {
        assertThat(of(policy, request, type, name)).isInstanceOf(Decision.Proceed.class);
    }

    /** {@code QUERY page param.type}. */
    static List<String> words(Rejection rejection) {
        return rejection.violations().stream().map(Decided::word).toList();
    }

    private static String word(Violation violation) {
        return violation.place() + " " + violation.at() + (violation.at().isEmpty() ? "" : " ") + violation.code();
    }
}
