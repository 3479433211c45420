package io.gapura.filters.signing;

import io.gapura.filters.ServedBy;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Opens an endpoint to callers alone who are proven by a signature: everybody else is 401 {@code signature-refused}, with
 * the challenge that says how to sign. On a method of a resource or a servlet, or on its class; on an interface or an
 * overridden method it counts too, because it can only restrict.
 *
 * <p>Needs {@code signing} in the list of policies, or {@code Signatures.policies()} in a pipeline that is written in
 * Java. Without a policy that holds this very profile the application does not start.
 */
@Documented
@ServedBy("signing")
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Signed {
    /** The profile that the signature must have been verified by, as {@link SignatureProfile#name()} says it. */
    String profile() default "strict";

    /**
     * Whether the answer must be signed as well: one that cannot be, such as a stream, is 500. Where nothing signs
     * answers ({@code signing.sign-responses}, {@link Signatures#signResponses}) the application does not start.
     */
    boolean response() default false;
}
