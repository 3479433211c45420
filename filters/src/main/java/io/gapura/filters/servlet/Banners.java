package io.gapura.filters.servlet;

import io.gapura.filters.AnswerRules;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Takes off a response what was put on it before the gate: banners of the server and of filters in front. A response
 * has no way to take off one header, so all are taken off and the others put back. What comes back by itself is the
 * server's own, and is told of once, with the setting that turns it off.
 *
 * <p>Thread-safe. Remembers names of removed headers alone, so its size is bounded by their list.
 */
final class Banners {
    private static final System.Logger LOG = System.getLogger("io.gapura");

    private final Set<String> told = new ConcurrentSkipListSet<>(String.CASE_INSENSITIVE_ORDER);

    /** To be called before anything else is put on the response. */
    void strip(HttpServletResponse response, AnswerRules rules) {
        Collection<String> names = response.getHeaderNames();
        // A loop: this is asked on every request.
        boolean found = false;
        for (String name : names) {
            found |= rules.removes(name) && !told.contains(name);
        }
        if (found && !response.isCommitted()) {
            take(names, response, rules);
        }
    }

    private void take(Collection<String> names, HttpServletResponse response, AnswerRules rules) {
        List<String[]> kept = new ArrayList<>();
        names.stream()
                .filter(name -> !rules.removes(name))
                .forEach(name -> response.getHeaders(name).forEach(value -> kept.add(new String[] {name, value})));
        int status = response.getStatus();
        String type = response.getContentType();
        response.reset();
        response.setStatus(status);
        if (type != null) {
            response.setContentType(type);
        }
        // What a server puts back by itself, such as Date, must not stand twice.
        kept.stream()
                .filter(line -> !response.getHeaders(line[0]).contains(line[1]))
                .forEach(line -> response.addHeader(line[0], line[1]));
        response.getHeaderNames().stream().filter(rules::removes).forEach(this::tell);
    }

    private void tell(String name) {
        if (told.add(name)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Gapura: the server itself sends the header " + name + ", which no filter can remove: turn it off"
                            + " there (Jetty: HttpConfiguration sendServerVersion and sendXPoweredBy; Tomcat: the"
                            + " Connector's server and xpoweredBy; others: their response-header settings)");
        }
    }
}
