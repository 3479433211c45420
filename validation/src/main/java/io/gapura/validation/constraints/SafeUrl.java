package io.gapura.validation.constraints;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A URL that RFC 3986 and the parser of browsers read alike: {@code scheme://host[:port]path[?query][#fragment]} in ASCII but
 * for the labels of the host, without user info, to a public host name.
 *
 * <p>Refuses {@code url.syntax}, {@code url.scheme}, {@code url.userinfo}, {@code url.host}, {@code url.port}, {@code
 * url.address} and {@code url.length}. Null is valid. Whoever connects asks {@link AddressPolicy} again, of the address, and
 * follows no redirect: a name may lead elsewhere by then.
 */
@Documented
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.ANNOTATION_TYPE, ElementType.TYPE_USE
})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = SafeUrl.Validator.class)
public @interface SafeUrl {
    /** Lower case. */
    String[] schemes() default "https";

    /** Exact names in lower-case ASCII; empty lets every public name through. */
    String[] hosts() default {};

    /** Empty lets the scheme's own port through, and no other. */
    int[] ports() default {};

    /** Characters at most. */
    int max() default 2_048;

    /** Public addresses in place of a name: canonical IPv4, IPv6 in brackets. */
    boolean literals() default false;

    /** Looks the name up, which blocks; all its addresses have to be public. */
    boolean resolve() default false;

    /** Replaces the text of what was broken. */
    String message() default TextConstraint.MESSAGE;

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** For the validation engine. */
    final class Validator extends TextConstraint<SafeUrl> {
        public Validator() {}
    }
}
