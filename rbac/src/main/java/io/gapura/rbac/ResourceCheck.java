package io.gapura.rbac;

import io.gapura.filters.Decision;

/**
 * Decides on the object that a request is about, once everything else has admitted the caller: is it the caller's own, is
 * it in a state for that. One instance serves the application: implementations are thread-safe.
 *
 * <p>It only chooses between its two answers. One that throws, or returns anything else, is a fault of the application:
 * 500 in every mode, never a pass. Where refusals hide as 404, it does the same look-up for objects that do not exist, or
 * time tells them apart.
 *
 * <pre>{@code
 * public final class OwnsOrder implements ResourceCheck {
 *     public Decision decide(ResourceAccess access) {
 *         boolean own = orders.ownerOf(access.parameter("id")).equals(Optional.of(access.caller().id()));
 *         return own ? access.proceed() : access.refuse("not-owner");
 *     }
 * }
 * }</pre>
 */
@FunctionalInterface
public interface ResourceCheck {
    /** {@link ResourceAccess#proceed} or {@link ResourceAccess#refuse}. */
    Decision decide(ResourceAccess access) throws Exception;
}
