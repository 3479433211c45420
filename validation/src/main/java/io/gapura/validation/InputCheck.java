package io.gapura.validation;

import io.gapura.filters.Caller;
import io.gapura.filters.Headers;
import io.gapura.filters.Query;
import io.gapura.filters.RequestView;
import io.gapura.filters.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Holds the parameters of one request against a contract, before anybody converts them: declared, once, of their type, in
 * range. Immutable and thread-safe; a request that keeps the contract costs no object for what is not converted.
 */
final class InputCheck {
    private static final int ENOUGH = 20;

    private final Declared query;
    private final Declared form;
    private final Declared matrix;
    private final Declared path;
    private final Declared headers;
    private final Declared cookies;
    private final boolean closed;
    private final Predicate<String> elsewhere;

    /** The parameters of one place. */
    private record Declared(
            ParameterPlace place, Map<String, ParameterRule> rules, List<String> names, List<String> required) {
        static Declared of(EndpointContract contract, ParameterPlace place) {
            Map<String, ParameterRule> rules = contract.parameters(place);
            List<String> required = rules.entrySet().stream()
                    .filter(each -> each.getValue().isRequired())
                    .map(Map.Entry::getKey)
                    .toList();
            return new Declared(place, new HashMap<>(rules), List.copyOf(rules.keySet()), required);
        }

        private ParameterRule rule(String name) {
            return Objects.requireNonNull(rules.get(name));
        }

        private Violation violation(String name, String code) {
            return described(new Violation(place.place(), name, code), rule(name));
        }
    }

    /** What was found; made for the first one. */
    private static final class Findings {
        private final Caller caller;
        private @Nullable List<Violation> found;

        private Findings(Caller caller) {
            this.caller = caller;
        }

        private void add(Violation violation) {
            List<Violation> all = found == null ? new ArrayList<>() : found;
            if (all.size() < ENOUGH) {
                all.add(violation);
            }
            found = all;
        }

        private boolean isFull() {
            return found != null && found.size() >= ENOUGH;
        }
    }

    /**
     * Of one contract.
     *
     * @param elsewhere names in the query that another part of the same request has declared
     */
    InputCheck(EndpointContract contract, Predicate<String> elsewhere) {
        this.query = Declared.of(contract, ParameterPlace.QUERY);
        this.form = Declared.of(contract, ParameterPlace.FORM);
        this.matrix = Declared.of(contract, ParameterPlace.MATRIX);
        this.path = Declared.of(contract, ParameterPlace.PATH);
        this.headers = Declared.of(contract, ParameterPlace.HEADER);
        this.cookies = Declared.of(contract, ParameterPlace.COOKIE);
        this.closed = contract.isClosed();
        this.elsewhere = elsewhere;
    }

    /** With the limits of the contract where the text of an answer names them. */
    private static Violation described(Violation plain, ParameterRule rule) {
        return switch (plain.code()) {
            case "param.enum" ->
                rule.words()
                        .map(words -> plain.with("allowed", String.join(", ", words)))
                        .orElse(plain);
            case "param.length" ->
                rule.maxLength() == Integer.MAX_VALUE
                        ? plain
                        : plain.with("min", rule.minLength()).with("max", rule.maxLength());
            default -> plain;
        };
    }

    /** Whether any field of a form is declared. */
    boolean readsForm() {
        return !form.names().isEmpty();
    }

    /** What is wrong, at most 20; null: nothing. */
    @Nullable
    List<Violation> violations(RequestView request, Query fields) {
        Findings findings = new Findings(request.caller());
        if (request.target().rawQuery().isPresent() || !query.required().isEmpty()) {
            among(request.query(), query, request, findings);
        }
        if (fields.size() > 0 || !form.required().isEmpty()) {
            among(fields, form, request, findings);
        }
        inPath(request, findings);
        if (!headers.names().isEmpty()) {
            inHeaders(request.headers(), findings);
        }
        if (!cookies.names().isEmpty()) {
            inCookies(request.headers(), findings);
        }
        boolean unknownCounts = closed && !request.isDispatched();
        if (!matrix.names().isEmpty()
                || unknownCounts && request.target().rawPath().indexOf(';') >= 0) {
            among(MatrixParameters.of(request.target()), matrix, request, findings);
        }
        return findings.found;
    }

    /** What a forward or include leads to was not sent to it: what it does not know, the first endpoint knew. */
    private void among(Query given, Declared declared, RequestView request, Findings findings) {
        boolean unknownCounts = closed && !request.isDispatched();
        for (Map.Entry<String, List<String>> each : given.asMap().entrySet()) {
            if (declared.rules().containsKey(each.getKey())) {
                values(declared, each.getKey(), each.getValue(), findings);
            } else if (unknownCounts && !(declared.place() == ParameterPlace.QUERY && elsewhere.test(each.getKey()))) {
                // The name is the client's alone: it is not repeated.
                findings.add(new Violation(declared.place().place(), "", "param.unknown"));
            }
            if (findings.isFull()) {
                return;
            }
        }
        for (String name : declared.required()) {
            if (given.all(name).isEmpty()) {
                findings.add(declared.violation(name, "param.required"));
            }
        }
    }

    private static void values(Declared declared, String name, List<String> values, Findings findings) {
        ParameterRule rule = declared.rule(name);
        if (values.size() > rule.most()) {
            findings.add(declared.violation(name, rule.most() == 1 ? "param.repeated" : "param.count"));
            return;
        }
        for (int i = 0; i < values.size(); i++) {
            String broken = rule.refusal(values.get(i), findings.caller);
            if (broken != null) {
                findings.add(declared.violation(name, broken));
                return;
            }
        }
    }

    private void inPath(RequestView request, Findings findings) {
        for (String name : path.names()) {
            List<String> values = request.pathParameters().all(name);
            if (!values.isEmpty()) {
                values(path, name, values, findings);
            }
        }
    }

    private void inHeaders(Headers given, Findings findings) {
        for (String name : headers.names()) {
            String sole = given.sole(name);
            if (sole == null) {
                several(given, name, findings);
                continue;
            }
            String value = given.isOpaque() ? given.text(name).orElse(sole) : sole;
            String broken = headers.rule(name).refusal(value, findings.caller);
            if (broken != null) {
                findings.add(headers.violation(name, broken));
            }
        }
    }

    /** None, or more than one. */
    private void several(Headers given, String name, Findings findings) {
        if (given.contains(name)) {
            values(headers, name, given.all(name), findings);
        } else if (headers.rule(name).isRequired()) {
            findings.add(headers.violation(name, "param.required"));
        }
    }

    private void inCookies(Headers given, Findings findings) {
        for (String name : cookies.names()) {
            List<String> values = CookiePairs.all(given, name);
            if (values.isEmpty() && cookies.rule(name).isRequired()) {
                findings.add(cookies.violation(name, "param.required"));
            } else if (values.size() > 1) {
                findings.add(cookies.violation(name, "cookie.repeated"));
            } else {
                values(cookies, name, values, findings);
            }
        }
    }

    /** The values of a declared parameter as they came; for what is converted. */
    List<String> texts(RequestView request, Query fields, RestAnnotations.Named named) {
        return switch (named.place()) {
            case QUERY -> request.query().all(named.name());
            case FORM -> fields.all(named.name());
            case PATH -> request.pathParameters().all(named.name());
            case MATRIX -> MatrixParameters.of(request.target()).all(named.name());
            case HEADER -> request.headers().all(named.name());
            case COOKIE -> CookiePairs.all(request.headers(), named.name());
        };
    }
}
