package io.gapura.validation;

import io.gapura.filters.Violation;
import io.gapura.validation.constraints.TextConstraints;
import jakarta.validation.Validator;
import java.util.List;

/**
 * Asks the constraints of a bean that did not come as the content of a request, such as a line of a file that was uploaded,
 * in the words that content is refused with. {@link Validation} asks those of content.
 *
 * <pre>{@code
 * List<Violation> wrong = constraints.broken(new NewCustomer(cells[0], cells[1]), "/rows/7");
 * if (!wrong.isEmpty()) {
 *     throw new RefusedException(Rejection.of(422, "content-refused", "import").violations(wrong));
 * }
 * }</pre>
 *
 * <p>Thread-safe; to be made once, because looking for constraints is dear. A validator that throws is a fault of the
 * application, and its exception goes on.
 */
public final class BeanConstraints {
    private final Validator validator;

    private BeanConstraints(Validator validator) {
        this.validator = validator;
    }

    /** With the validator that content is checked by: patterns on a budget, no expression language, no message looked up. */
    public static BeanConstraints standard() {
        return with(TextConstraints.standard());
    }

    /** The same for constraints that need something of the deployment, such as {@code @NewPassword} its list. */
    public static BeanConstraints with(TextConstraints texts) {
        return new BeanConstraints(ValidatorSetup.of(texts).standard());
    }

    /**
     * What is wrong with the bean and with what it cascades into, in an order that does not change; empty when nothing is.
     *
     * @param at a JSON Pointer to the bean in whatever was sent, at most 128 characters; empty for the whole
     * @param groups none: the default group
     */
    public List<Violation> broken(Object bean, String at, Class<?>... groups) {
        List<Violation> found = validator.validate(bean, groups).stream()
                .map(violation -> Codes.at(Pointers.below(at, violation.getPropertyPath()), violation))
                .toList();
        return Codes.published("body", found).stream().sorted().toList();
    }
}
