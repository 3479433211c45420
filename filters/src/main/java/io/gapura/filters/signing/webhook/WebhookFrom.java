package io.gapura.filters.signing.webhook;

import io.gapura.filters.ServedBy;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that an endpoint takes deliveries of one sender and nothing else: {@code @WebhookFrom("stripe")} on a resource
 * class, a resource method or a servlet. What got there without being proven as such a delivery is 401. Without
 * {@link Webhooks} that serve that name, the application does not start.
 *
 * <p>It says who sends, not what may be done: a policy on access still has to let the caller {@code webhook:stripe} in.
 */
@Documented
@ServedBy("webhooks")
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface WebhookFrom {
    /** The name that the sender is configured by: that of its dialect unless another was given. */
    String value();
}
