package io.gapura.examples.orders;

import io.gapura.filters.ConfigurationException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What {@code orders token} asks for: an access token of the demo's issuer, for whoever may read the data folder. There is
 * no endpoint for it.
 *
 * @param subject whom the token names
 * @param scope empty: none
 * @param roles what the issuer says of roles; empty: nothing
 * @param level how the subject has proven itself ({@code acr}); empty: nobody knows
 * @param age how long ago the token was made, and its subject was asked who it is
 * @param forged whether somebody else has signed it
 */
record TokenCommand(String subject, String scope, String roles, String level, Duration age, boolean forged) {
    static final Duration LIFETIME = Duration.ofMinutes(10);

    private static final String USAGE =
            "token SUBJECT [--scope TEXT] [--role NAME] [--acr NAME] [--age SECONDS] [--forged]";

    /** Throws {@link ConfigurationException} with the usage for anything else. */
    static TokenCommand of(List<String> arguments) {
        if (arguments.isEmpty() || arguments.get(0).startsWith("-")) {
            throw ConfigurationException.of(USAGE);
        }
        TokenCommand command = new TokenCommand(arguments.get(0), "", "", "", Duration.ZERO, false);
        int next = 1;
        while (next < arguments.size()) {
            boolean bare = arguments.get(next).equals("--forged");
            if (!bare && next + 1 == arguments.size()) {
                throw ConfigurationException.of(USAGE);
            }
            command = command.with(arguments.get(next), bare ? "" : arguments.get(next + 1));
            next += bare ? 1 : 2;
        }
        return command;
    }

    private TokenCommand with(String option, String value) {
        return switch (option) {
            case "--scope" -> new TokenCommand(subject, value, roles, level, age, forged);
            case "--role" -> new TokenCommand(subject, scope, value, level, age, forged);
            case "--acr" -> new TokenCommand(subject, scope, roles, value, age, forged);
            case "--age" -> new TokenCommand(subject, scope, roles, level, seconds(value), forged);
            case "--forged" -> new TokenCommand(subject, scope, roles, level, age, true);
            default -> throw ConfigurationException.of(USAGE);
        };
    }

    private static Duration seconds(String text) {
        if (!text.matches("[0-9]{1,5}")) {
            throw ConfigurationException.of(USAGE);
        }
        return Duration.ofSeconds(Long.parseLong(text));
    }

    String token(DataFolder data, InstantSource clock) {
        TokenIssuer issuer = forged ? TokenIssuer.impostor() : TokenIssuer.in(data);
        return issuer.sign(claims(clock.instant().minus(age).getEpochSecond()));
    }

    private Map<String, Object> claims(long made) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", TokenIssuer.NAME);
        claims.put("aud", TokenIssuer.AUDIENCE);
        claims.put("sub", subject);
        claims.put("client_id", subject);
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("iat", made);
        claims.put("exp", made + LIFETIME.toSeconds());
        claims.put("auth_time", made);
        putUnlessEmpty(claims, "scope", scope);
        putUnlessEmpty(claims, "roles", roles);
        putUnlessEmpty(claims, "acr", level);
        return claims;
    }

    private static void putUnlessEmpty(Map<String, Object> claims, String name, String value) {
        if (!value.isEmpty()) {
            claims.put(name, value);
        }
    }
}
