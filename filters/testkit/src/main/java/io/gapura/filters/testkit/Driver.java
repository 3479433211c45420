package io.gapura.filters.testkit;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Something that scenarios run against: a pipeline, an adapter on fakes, a server with its contexts. Used by one thread.
 */
public interface Driver {
    /** For the report: {@code bare}, {@code tomcat101-jersey31}. */
    String name();

    /** Names under which scenarios may declare departures; its own is among them. */
    Set<String> families();

    /** Words of {@code in:} that it runs, in order. */
    List<String> places();

    /** Whose scenarios, and whose departures, a place has: its own, unless it is another way to put up the same gate. */
    default String like(String place) {
        return place;
    }

    /** What its application echoes, so that another process's answer is never taken for its own. */
    String nonce();

    RequestText.Placeholders placeholders(String place);

    RawAnswer send(String place, byte[] request, RawHttp.Then then) throws IOException;

    /** Starts a deployment that must not start; the message of the failure, or empty when it did start. */
    Optional<String> start(ScenarioCase.Start start) throws IOException;

    /** Stops, then gives the request events of each place; a place that keeps none is absent. */
    Map<String, List<AuditLine>> finish() throws IOException;
}
