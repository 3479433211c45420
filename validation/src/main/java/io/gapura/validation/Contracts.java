package io.gapura.validation;

import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.Decision;
import io.gapura.filters.EntityCheck;
import io.gapura.filters.Exchange;
import io.gapura.filters.Query;
import io.gapura.filters.RefusedException;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import io.gapura.validation.files.ReceivedParts;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a servlet was sent, as its contract declares it and as it was checked: typed, without a second reading. Bound to
 * the request; not for other threads.
 *
 * <pre>{@code
 * int page = Contracts.of(request).parameter("page", int.class).orElse(1);
 * }</pre>
 */
public final class Contracts {
    static final String ATTRIBUTE = "io.gapura.validation.contracts";

    private final ServletRequest servletRequest;
    private final RequestView request;
    private final EndpointContract contract;
    private final EntityCheck check;

    /** What the policy leaves for the servlet. */
    record Held(RequestView request, EndpointContract contract, EntityCheck check) {}

    /** Makes an object of JSON, as the application's own library does. */
    @FunctionalInterface
    public interface Binding {
        /** The object; whatever it throws means that the content cannot be read. */
        @Nullable
        Object read(InputStream content, Class<?> type) throws IOException;
    }

    private Contracts(ServletRequest servletRequest, Held held) {
        this.servletRequest = servletRequest;
        this.request = held.request();
        this.contract = held.contract();
        this.check = held.check();
    }

    /**
     * Of a request that the policy {@code validation} has let in.
     *
     * @throws IllegalStateException when it has not: nothing was checked
     */
    public static Contracts of(ServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Held held) {
            return new Contracts(request, held);
        }
        throw new IllegalStateException("no contract was held against this request: is validation among the policies?");
    }

    /**
     * The content as an object whose constraints hold. Its structure was held against {@link Contract#shape} while it was
     * read.
     *
     * @throws RefusedException when it cannot be read, or breaks a constraint: leave it to the gate
     */
    public <T> T json(Class<T> type, Binding binding) throws IOException {
        Object bound = bound(type, binding);
        Decision decision = check.check(bound);
        if (decision instanceof Decision.Reject refused) {
            throw new RefusedException(refused.rejection());
        }
        if (decision instanceof Decision.Proceed proceed
                && servletRequest.getAttribute(Exchange.ATTRIBUTE) instanceof Exchange exchange) {
            proceed.observed().forEach(would -> exchange.observe(would, Validation.NAME));
        }
        return type.cast(bound);
    }

    private Object bound(Class<?> type, Binding binding) throws IOException {
        @Nullable Object bound;
        try (InputStream content = servletRequest.getInputStream()) {
            bound = binding.read(content, type);
        } catch (BodyRejectedException rejected) {
            throw rejected;
        } catch (IOException | RuntimeException unreadable) {
            throw new RefusedException(Rejection.of(400, "content-malformed", "unreadable")
                    .note(unreadable.getClass().getName()));
        }
        if (bound == null) {
            throw new RefusedException(ContentCheck.REQUIRED);
        }
        return bound;
    }

    /**
     * The one value of a declared parameter of the query, or of the form.
     *
     * @param type {@code int.class}, {@code LocalDate.class}, an enum or another class of {@link ParameterType}
     * @throws IllegalArgumentException when the contract does not declare it, lets it come more than once, or has another
     *     type for it
     */
    public <T> Optional<T> parameter(String name, Class<T> type) {
        ParameterRule rule = rule(name);
        if (rule.most() > 1) {
            throw new IllegalArgumentException("the contract lets " + name + " come more than once");
        }
        return values(name, type, rule).stream().findFirst();
    }

    /** All values of a declared parameter, in order. */
    public <T> List<T> parameters(String name, Class<T> type) {
        return values(name, type, rule(name));
    }

    /** The fields of the form; empty when there is none. */
    public Query form() {
        return request.form().orElse(Query.empty());
    }

    /**
     * The files and texts of the multipart form that the endpoint declares with {@code @Uploads}.
     *
     * @throws IllegalStateException when it declares none, or nobody has received them: is uploads among the policies?
     */
    public ReceivedParts parts() {
        if (servletRequest.getAttribute(ReceivedParts.ATTRIBUTE) instanceof ReceivedParts parts) {
            return parts;
        }
        throw new IllegalStateException("no multipart form was received for this endpoint: does it declare @Uploads?");
    }

    private ParameterRule rule(String name) {
        ParameterRule inQuery = contract.parameters(ParameterPlace.QUERY).get(name);
        ParameterRule rule =
                inQuery == null ? contract.parameters(ParameterPlace.FORM).get(name) : inQuery;
        if (rule == null) {
            throw new IllegalArgumentException("the contract does not declare " + name);
        }
        return rule;
    }

    @SuppressWarnings("unchecked") // of a primitive it is its wrapper
    private <T> List<T> values(String name, Class<T> type, ParameterRule rule) {
        boolean known = ParameterType.isPlainEnum(type)
                ? rule.type() == ParameterType.TEXT && isWithin(rule, type)
                : ParameterType.knows(type) && rule.type().isWithin(ParameterType.of(type));
        if (!known) {
            throw new IllegalArgumentException("the contract has another type for " + name);
        }
        DeclaredInput input = new DeclaredInput(
                new RestAnnotations.Named(ParameterPlace.QUERY, name), type, type, null, false, Set.of(), Set.of());
        boolean inQuery = contract.parameters(ParameterPlace.QUERY).containsKey(name);
        List<String> texts = inQuery ? request.query().all(name) : form().all(name);
        return texts.stream().map(text -> (T) input.one(text)).toList();
    }

    /** Whether every word is the name of a constant. */
    private static boolean isWithin(ParameterRule rule, Class<?> type) {
        List<String> names = Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name())
                .toList();
        return rule.words().filter(names::containsAll).isPresent();
    }
}
