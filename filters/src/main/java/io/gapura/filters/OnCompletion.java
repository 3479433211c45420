package io.gapura.filters;

/**
 * Learns how a request ended: to confirm what a policy has claimed for it, or to release it.
 *
 * <p>Called exactly once after the end of each request whose policy left it, whatever the end was: an answer of the
 * application, a refusal of a later policy, a failure, a client that went away, an asynchronous timeout. Also when the
 * policy is shadowed. On which thread is the container's affair; not together with the policy's own.
 *
 * <p>Nothing that it does alters an outcome: the answer has left. What it throws is logged under the incident and
 * counted by {@link Deployment#failedCompletions}.
 *
 * <p>The end that it learns of is the one that can be seen. Under Servlet what is left in the buffer of the container is
 * written later; an error page of the application may turn the error into another one. Under Jakarta REST alone, an
 * answer without content, an error and a stream of events are at their end when the runtime takes them over. A process
 * that dies tells nobody: what is claimed must have an end of its own.
 */
@FunctionalInterface
public interface OnCompletion {
    void completed(Completion completion) throws Exception;
}
