package io.gapura.examples.orders;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** What an {@code Authorization} field says, read strictly: anything else is nothing. */
sealed interface Authorization {
    /** RFC 6750. */
    record Bearer(String token) implements Authorization {
        @Override
        public String toString() {
            return "Bearer";
        }
    }

    /** RFC 7617, with UTF-8. */
    record Basic(String name, String password) implements Authorization {
        @Override
        public String toString() {
            return "Basic";
        }
    }

    /** At most 512 characters; the scheme in any case, one space, the credentials. */
    static Optional<Authorization> read(String field) {
        int space = field.indexOf(' ');
        if (space < 0 || field.length() > 512) {
            return Optional.empty();
        }
        String credentials = field.substring(space + 1);
        return switch (field.substring(0, space).toLowerCase(Locale.ROOT)) {
            case "bearer" ->
                credentials.matches("[A-Za-z0-9_-]{43}") ? Optional.of(new Bearer(credentials)) : Optional.empty();
            case "basic" -> basic(credentials);
            default -> Optional.empty();
        };
    }

    private static Optional<Authorization> basic(String credentials) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(credentials));
            String pair = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            int colon = pair.indexOf(':');
            String name = colon < 0 ? "" : pair.substring(0, colon);
            return name.matches("[a-z]{1,32}")
                    ? Optional.of(new Basic(name, pair.substring(colon + 1)))
                    : Optional.empty();
        } catch (IllegalArgumentException | CharacterCodingException malformed) {
            return Optional.empty();
        }
    }
}
