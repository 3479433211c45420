package io.gapura.validation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The start-up check: names input that is open or unconstrained, with endpoint, place and the shortest fix. */
final class ContractLint {
    private final String endpoint;
    private final String template;
    private final Set<String> judgedByTheValidator;
    private final List<Finding> findings = new ArrayList<>();

    private ContractLint(String endpoint, String template, Set<String> judgedByTheValidator) {
        this.endpoint = endpoint;
        this.template = template;
        this.judgedByTheValidator = judgedByTheValidator;
    }

    /**
     * Of the parameters of a contract, and the parts of its form.
     *
     * @param judgedByTheValidator places with a constraint of the application's own
     */
    static List<Finding> of(EndpointContract contract, String template, Set<String> judgedByTheValidator) {
        ContractLint lint = new ContractLint(contract.name(), template, judgedByTheValidator);
        for (ParameterPlace place : ParameterPlace.values()) {
            for (Map.Entry<String, ParameterRule> each :
                    contract.parameters(place).entrySet()) {
                lint.parameter(place, each.getKey(), each.getValue());
            }
        }
        contract.body()
                .flatMap(BodyRule::parts)
                .filter(parts -> !parts.received())
                .ifPresent(parts -> lint.add(
                        "lint.parts-not-received",
                        "body",
                        "receive them with @Uploads, or leave them out of the document"));
        return lint.findings;
    }

    private void parameter(ParameterPlace place, String name, ParameterRule rule) {
        String at = place + " " + name;
        boolean judged = rule.isFree() || judgedByTheValidator.contains(at);
        if (rule.isUnconstrained() && !judged && !(place == ParameterPlace.PATH && isNarrow(name))) {
            add("lint.unconstrained-parameter", at, "add @SafeText(max = ...), @Size(max = ...) or @FreeText");
        }
        if (rule.type().isNumber() && rule.bounds().isOpen() && rule.checks().isEmpty() && !judged) {
            add("lint.number-range", at, "add @Min and @Max");
        }
        if (rule.most() == Integer.MAX_VALUE) {
            add("lint.array-length", at, "add @Size(max = ...) to the list");
        }
    }

    /** Whether the template takes less than everything: {@code {id: [0-9]+}}. */
    private boolean isNarrow(String name) {
        java.util.regex.Matcher written = Pattern.compile("\\{\\s*" + Pattern.quote(name) + "\\s*:\\s*([^{}]*)")
                .matcher(template);
        if (!written.find()) {
            return false;
        }
        String expression = written.group(1).strip();
        return !expression.contains(".*") && !expression.contains(".+") && !expression.isEmpty();
    }

    private void add(String code, String at, String fix) {
        findings.add(new Finding(code, endpoint, at, fix));
    }
}
