package io.gapura.filters.testkit.doctor;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One request, byte for byte.
 *
 * @param name stable, as it stands in reports
 * @param area what it is about
 * @param wanted what a sound application does with it
 * @param request each character stands for one byte (ISO 8859-1)
 */
public record Probe(String name, Area area, Wanted wanted, String request) {
    private static final Pattern ACCEPT = Pattern.compile("(?im)^Accept: ?(.*)$");

    static Probe of(String name, Area area, Wanted wanted, String request) {
        return new Probe(name, area, wanted, request);
    }

    byte[] bytes() {
        return request.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whether it asked for this media type; JSON is asked for where nothing else is. */
    boolean accepts(String mediaType) {
        Matcher accept = ACCEPT.matcher(request);
        String asked = accept.find() ? accept.group(1).toLowerCase(Locale.ROOT).strip() : "application/json";
        return asked.contains("*/*") || (!mediaType.isEmpty() && asked.contains(mediaType));
    }
}
