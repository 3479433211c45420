package io.gapura.filters.signing;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.HeaderLine;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * How a 401 names the way to prove oneself. A 401 needs a challenge (RFC 9110 §15.5.2), and RFC 9421 registers no scheme:
 * so its name can be set.
 *
 * @param scheme a token
 * @param realm without quotes and backslashes
 */
record Challenge(String scheme, String realm, InstantSource clock) {
    static final String SCHEME = "Signature";

    /** RFC 9110 §5.6.7; no language but English writes it. */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    Challenge {
        if (!FieldCharacters.isToken(scheme)) {
            throw ConfigurationException.of("signing.scheme must be a token, such as Signature");
        }
    }

    HeaderLine line() {
        return new HeaderLine("WWW-Authenticate", scheme + " realm=\"" + realm + "\"");
    }

    /** A time as the server sees it. */
    static String date(long second) {
        return DATE.format(Instant.ofEpochSecond(second));
    }
}
