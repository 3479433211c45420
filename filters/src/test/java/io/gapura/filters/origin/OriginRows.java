package io.gapura.filters.origin;

import io.gapura.filters.Pipeline;
import io.gapura.filters.Policy;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import java.io.IOException;

/** Requests as a row of the table says them, and what a policy makes of them. */
final class OriginRows {
    static final OriginCheck SAME_ORIGIN = OriginCheck.sameOrigin();
    static final OriginCheck ALLOWING = SAME_ORIGIN.allow("https://idp.example");

    private OriginRows() {}

    static RequestView of(String method, String... namesAndValues) {
        RequestView view = RequestView.of(method, "/orders");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            view = view.header(namesAndValues[i], namesAndValues[i + 1]);
        }
        return view;
    }

    /** One row: {@code -} is an absent field. */
    static RequestView row(String method, String site, String mode, String dest, String user, String origin) {
        RequestView view = RequestView.of(method, "/orders").header("Cookie", "JSESSIONID=1");
        String[] fields = {
            "Sec-Fetch-Site",
            site,
            "Sec-Fetch-Mode",
            mode,
            "Sec-Fetch-Dest",
            dest,
            "Sec-Fetch-User",
            user,
            "Origin",
            origin
        };
        for (int i = 0; i < fields.length; i += 2) {
            view = fields[i + 1].equals("-") ? view : view.header(fields[i], fields[i + 1]);
        }
        return view;
    }

    static String outcome(Policy policy, RequestView request) throws IOException {
        return Pipeline.builder()
                .add(policy)
                .build()
                .decide(request)
                .rejection()
                .map(Rejection::reason)
                .orElse("passes");
    }
}
