package io.gapura.filters.testkit;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds what an answer to a refused request must never show. Looks for shapes, not for known texts. */
final class Leaks {
    /** In any refusal, the server's own included. */
    private static final Map<String, Pattern> ALWAYS = Map.of(
            "a stack frame", Pattern.compile("(?m)\\bat [\\w$.]+\\.[\\w$<>]+\\("),
            "an exception", Pattern.compile("\\b[\\w.]*(Exception|Throwable|StackOverflowError)\\b"),
            "a class",
                    Pattern.compile("\\b(java|jakarta|io\\.gapura|org\\.(apache|eclipse|jboss|glassfish))\\.[a-z]+\\."),
            "the canary", Pattern.compile("canary-[0-9a-z]+"));
    /** In a refusal of the gate. */
    private static final Map<String, Pattern> OURS = Map.of(
            "a page", Pattern.compile("(?i)<!doctype|<html|<h1|<body"),
            "a banner", Pattern.compile("(?i)tomcat|jetty|undertow|jersey|resteasy|jackson"));

    private Leaks() {}

    /** What was found in a refusal, named. */
    static Optional<String> in(Outcome outcome) {
        String text = outcome.answer().text();
        Optional<String> found = find(ALWAYS, text);
        if (found.isPresent() || outcome.fate() != Fate.OURS) {
            return found;
        }
        return find(OURS, text).or(() -> heads(outcome));
    }

    private static Optional<String> heads(Outcome outcome) {
        RawAnswer answer = outcome.answer();
        if (answer.headers().stream()
                .anyMatch(f -> f.name().toLowerCase(Locale.ROOT).equals("x-powered-by"))) {
            return Optional.of("a banner in X-Powered-By");
        }
        if (outcome.documentStatus() != 0 && outcome.documentStatus() != answer.status()) {
            return Optional.of("status " + outcome.documentStatus() + " in the document of a " + answer.status());
        }
        return Optional.empty();
    }

    private static Optional<String> find(Map<String, Pattern> shapes, String text) {
        return shapes.entrySet().stream()
                .filter(shape -> shape.getValue().matcher(text).find())
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst();
    }
}
