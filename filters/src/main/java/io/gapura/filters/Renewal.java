package io.gapura.filters;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How policies come in a newer version while the gate is open: the deployment looks now and then, and swaps the pipeline
 * in one write. A request keeps the pipeline that it began with, so that it never sees two versions.
 *
 * <p>Asked by one thread at a time, never by one that serves a request.
 */
public interface Renewal {
    /** What is renewed, for logs and audit: a policy's name. */
    String name();

    /** How often to look; a second at least. */
    Duration every();

    /**
     * Looks once.
     *
     * @param endpoints all that are known, to be ruled on before a newer version counts; locators without a rule too
     * @return empty when there is nothing newer. What was given before and did not come to count is given again
     * @throws ConfigurationException when what is newer is not sound; the policies stay as they are. To be thrown as long
     *     as that lasts: the same finding is told once
     */
    Optional<Renewed> look(List<Endpoint> endpoints);

    /**
     * What was given last counts now. From here on its own policies are asked; whoever keeps it beyond this keeps every
     * later version alive as well, for as long as somebody holds the first one.
     */
    default void taken() {}

    /**
     * A newer version.
     *
     * @param policies none when what changed is inside of one, such as its keys; else each takes the place of the one of its
     *     name, with its mode and scope. What the earlier ones hold is not closed: requests are still on their way through
     *     them
     * @param facts for the audit event, such as what opened and what closed
     */
    record Renewed(List<Policy> policies, Map<String, String> facts) {
        public Renewed {
            policies = List.copyOf(policies);
            facts = Map.copyOf(facts);
        }
    }
}
