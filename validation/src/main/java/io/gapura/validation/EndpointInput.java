package io.gapura.validation;

import io.gapura.filters.Decision;
import io.gapura.filters.Query;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.filters.ResponseGuard;
import io.gapura.filters.Violation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one endpoint, ready to decide: its contract compiled, what start-up has found, and what checks its
 * entity. Immutable and thread-safe.
 */
final class EndpointInput {
    private static final int LARGEST_FORM = 64 * 1024;
    private static final Rejection NO_INSTANCE = Rejection.internalError("lint.constraint-not-executed")
            .note("the runtime shows nobody the object that it calls, and a constraint needs it");

    private final EndpointContract contract;
    private final List<Finding> findings;
    private final Settlement settlement;
    private final ContentCheck content;
    private final InputCheck inputs;
    private final @Nullable MethodCheck method;
    private final @Nullable EntityConstraints entity;
    private final @Nullable ResponseGuard answers;
    private final @Nullable EntityConstraints forServlet;
    private final @Nullable JsonShape shape;
    private final Decision.Proceed passing;

    /**
     * Ready to decide.
     *
     * @param entity asked by the adapter
     * @param forServlet asked by the servlet itself, for what it binds
     */
    EndpointInput(
            EndpointContract contract,
            List<Finding> findings,
            ContentCheck content,
            @Nullable JsonShape shape,
            InputCheck inputs,
            @Nullable MethodCheck method,
            @Nullable EntityConstraints entity,
            @Nullable EntityConstraints forServlet) {
        this.forServlet = forServlet;
        this.shape = shape;
        this.contract = contract;
        this.findings = List.copyOf(findings);
        this.settlement = content.settlement();
        this.content = content;
        this.inputs = inputs;
        this.method = method;
        this.entity = entity;
        this.answers = contract.answers()
                .map(each -> new AnswerCheck(each, settlement))
                .orElse(null);
        this.passing = checking(Decision.proceed(), entity);
    }

    EndpointContract contract() {
        return contract;
    }

    /** What JSON is held against; empty: its structure alone. */
    Optional<JsonShape> shape() {
        return Optional.ofNullable(shape);
    }

    List<Finding> findings() {
        return findings;
    }

    private Decision.Proceed checking(Decision.Proceed left, @Nullable EntityConstraints check) {
        Decision.Proceed checked = check == null ? left : left.entityCheck(check);
        return answers == null ? checked : checked.responseGuard(answers);
    }

    Decision decide(RequestView request) throws IOException {
        EntityConstraints check = entity == null ? null : entity.of(request.caller());
        if (check != null && check.needsInstance()) {
            Optional<Object> called = request.pathParameters().handler();
            if (called.isEmpty()) {
                return Decision.reject(NO_INSTANCE);
            }
            check = check.on(called.get());
        }
        Decision decided = content.decide(request, check == entity ? passing : checking(Decision.proceed(), check));
        RequestView view = request;
        if (decided instanceof Decision.Proceed
                && inputs.readsForm()
                && request.form().isEmpty()) {
            Optional<Query> form = form(request);
            if (form.isPresent()) {
                view = request.withForm(form.get());
                decided = content.decide(view, checking(Decision.proceed(view), check));
            }
        }
        return decided instanceof Decision.Proceed left ? parameters(view, left) : decided;
    }

    private Decision parameters(RequestView view, Decision.Proceed left) {
        Query fields = view.form().orElse(Query.empty());
        List<Violation> found = inputs.violations(view, fields);
        if (found == null && method != null) {
            Object instance = null;
            if (method.needsInstance()) {
                instance = view.pathParameters().handler().orElse(null);
                if (instance == null) {
                    return Decision.reject(NO_INSTANCE);
                }
            }
            List<Violation> broken = method.violations(view, fields, instance);
            found = broken.isEmpty() ? null : broken;
        }
        Decision.Proceed handing = forServlet == null
                ? left
                : left.attribute(Contracts.ATTRIBUTE, new Contracts.Held(view, contract, forServlet.of(view.caller())));
        return found == null ? handing : settlement.of(handing, Settlement.parameters(found));
    }

    /** Read here where no other policy has read it. */
    private static Optional<Query> form(RequestView request) throws IOException {
        String type = request.headers().sole("content-type");
        boolean isForm = type != null
                && type.regionMatches(true, 0, "application/x-www-form-urlencoded", 0, 33)
                && (type.length() == 33 || type.charAt(33) == ';' || type.charAt(33) == ' ');
        if (!isForm || request.headers().isCoded()) {
            return Optional.empty();
        }
        ByteBuffer content = request.body().read(LARGEST_FORM);
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        // Escapes are ASCII: a raw byte above it is refused by the parser.
        return Optional.of(Query.form(new String(bytes, StandardCharsets.ISO_8859_1)));
    }
}
