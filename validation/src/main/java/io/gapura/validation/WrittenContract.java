package io.gapura.validation;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Declarations;
import io.gapura.filters.Endpoint;
import io.gapura.filters.config.DataSize;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads {@link Contract} where it is written: on the method that runs, else on its class. */
final class WrittenContract {
    private static final Declarations<List<Contract>> DECLARED = Declarations.of(new Declarations.Source<>() {
        @Override
        public Optional<List<Contract>> on(Method method, Class<?> declaring) {
            return written(method).or(() -> on(declaring));
        }

        @Override
        public Optional<List<Contract>> on(Class<?> type) {
            return written(type);
        }

        @Override
        public boolean isWrittenOn(AnnotatedElement element) {
            return written(element).isPresent();
        }
    });

    private WrittenContract() {}

    private static Optional<List<Contract>> written(AnnotatedElement element) {
        List<Contract> all = Arrays.asList(element.getDeclaredAnnotationsByType(Contract.class));
        return all.isEmpty() ? Optional.empty() : Optional.of(all);
    }

    /** What is written for that endpoint; a servlet's is closed, because its code declares nothing else. */
    static Optional<EndpointContract> of(Endpoint endpoint, MemberNames names) {
        boolean servlet = endpoint.method().isEmpty();
        return DECLARED.of(endpoint)
                .found()
                .flatMap(all -> servlet ? forMethod(all, endpoint.httpMethod()) : Optional.of(all.get(0)))
                .map(found -> read(found, endpoint.id(), names))
                .map(contract -> servlet ? contract.closed() : contract);
    }

    private static Optional<Contract> forMethod(List<Contract> all, String httpMethod) {
        return named(all, httpMethod)
                .or(() -> httpMethod.equals("HEAD") ? named(all, "GET") : Optional.empty())
                .or(() -> named(all, ""));
    }

    private static Optional<Contract> named(List<Contract> all, String method) {
        List<Contract> found =
                all.stream().filter(each -> each.method().equals(method)).toList();
        if (found.size() > 1) {
            throw ConfigurationException.of("lint.contradiction two @Contract for the same HTTP method");
        }
        return found.stream().findFirst();
    }

    private static EndpointContract read(Contract written, String place, MemberNames names) {
        try {
            EndpointContract contract = EndpointContract.of(place);
            for (Contract.Input input : written.inputs()) {
                contract = contract.parameter(input.in(), input.name(), rule(input, place));
            }
            contract = content(written, contract).shadowing(Set.of(written.shadow()));
            contract = written.answers().length == 0 ? contract : contract.answers(answers(written.answers(), names));
            return written.mode() == Contract.Adoption.SHADOW ? contract.shadowed() : contract;
        } catch (IllegalArgumentException impossible) {
            throw ConfigurationException.at(place, "@Contract: " + impossible.getMessage());
        }
    }

    private static ResponseContract answers(Contract.Answers[] written, MemberNames names) {
        if (written.length > 1) {
            throw new IllegalArgumentException("answers must be said once");
        }
        Contract.Answers one = written[0];
        ResponseContract answers = ResponseContract.of(one.types()).headers(one.headers());
        List<String> members = new ArrayList<>(List.of(one.members()));
        if (one.shape() != void.class) {
            members.addAll(List.of(AnswerMembers.of(one.shape(), names)));
        }
        answers = members.isEmpty() && one.shape() == void.class
                ? answers
                : answers.members(members.toArray(String[]::new));
        answers = one.held().isEmpty() ? answers : answers.held(DataSize.of(one.held()));
        return one.mode() == Contract.Adoption.ENFORCE ? answers.enforced() : answers;
    }

    private static ParameterRule rule(Contract.Input input, String place) {
        ParameterRule rule = ParameterRule.of(input.type()).length(input.minLength(), input.maxLength());
        if (input.min() != Long.MIN_VALUE || input.max() != Long.MAX_VALUE) {
            rule = rule.range(input.min(), input.max());
        }
        if (input.words().length > 0) {
            rule = rule.words(Arrays.asList(input.words()));
        }
        if (!input.pattern().isEmpty()) {
            rule = rule.check(TextChecks.pattern(input.pattern(), place + " " + input.name()));
        }
        rule = input.many() == 1 ? rule : rule.many(input.many());
        rule = input.freeText() ? rule.freeText() : rule;
        return input.required() ? rule.required() : rule;
    }

    private static EndpointContract content(Contract written, EndpointContract contract) {
        boolean shaped = written.shape() != void.class;
        boolean form = !contract.parameters(ParameterPlace.FORM).isEmpty() && written.consumes().length == 0;
        boolean said = written.consumes().length > 0
                || shaped
                || !written.maxBody().isEmpty()
                || written.depth() > 0
                || written.required()
                || written.lengthRequired();
        if (!said && !form) {
            return contract;
        }
        BodyRule rule = form ? BodyRule.form() : BodyRule.of(written.consumes());
        rule = shaped ? rule.shape(written.shape()) : rule;
        rule = written.maxBody().isEmpty() ? rule : rule.maxBody(DataSize.of(written.maxBody()));
        rule = written.depth() > 0 ? rule.depth(written.depth()) : rule;
        rule = written.required() ? rule.required() : rule;
        return contract.body(written.lengthRequired() ? rule.lengthRequired() : rule);
    }
}
