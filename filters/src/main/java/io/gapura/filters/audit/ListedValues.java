package io.gapura.filters.audit;

import io.gapura.filters.Query;
import io.gapura.filters.RequestView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The headers and query parameters of a request whose names are on the lists; all others are as if they had not come. Each
 * value is neutralised, redacted and cut to 256 code points, together to 2,048; of one name 4 values are kept.
 */
record ListedValues(List<Map<String, Object>> headers, String query) {
    static final ListedValues NONE = new ListedValues(List.of(), "");

    private static final int LONGEST = 256;
    private static final int MOST_OF_A_NAME = 4;

    static ListedValues of(RequestView request, Redaction redaction, Neutralizer neutralizer) {
        if (redaction.headers().isEmpty() && redaction.queryParameters().isEmpty()) {
            return NONE;
        }
        Room room = new Room(neutralizer);
        List<Map<String, Object>> headers = new ArrayList<>();
        for (String name : redaction.headers()) {
            request.headers().all(name).stream()
                    .limit(MOST_OF_A_NAME)
                    .forEach(value -> headers.add(Map.of("name", name, "value", room.text(value))));
        }
        return new ListedValues(headers, query(request, redaction, room));
    }

    private static String query(RequestView request, Redaction redaction, Room room) {
        if (redaction.queryParameters().isEmpty() || request.target().rawQuery().isEmpty()) {
            return "";
        }
        Query query = request.query();
        List<String> pairs = new ArrayList<>();
        for (String name : redaction.queryParameters()) {
            query.all(name).stream().limit(MOST_OF_A_NAME).forEach(value -> pairs.add(name + "=" + room.text(value)));
        }
        return String.join("&", pairs);
    }

    /** How much may still come. */
    private static final class Room {
        private final Neutralizer neutralizer;
        private int left = 2_048;

        private Room(Neutralizer neutralizer) {
            this.neutralizer = neutralizer;
        }

        private String text(String raw) {
            String text = SecretScan.ofFreeText(neutralizer.text(raw, Math.min(left, LONGEST)));
            left = Math.max(0, left - text.length());
            return text;
        }
    }
}
