package io.gapura.filters.errors;

import io.gapura.filters.ConfigurationException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Entries on their way into a catalogue: reads lines, merges files, and names the file and key that is wrong. */
final class CatalogDraft {
    private static final String MEMBER = "member.";
    private static final String VIOLATION = "violation.";
    private static final String DETAIL = "detail.";

    private final Map<String, ErrorEntry> entries;
    private final Map<String, ViolationText> violations;

    CatalogDraft(Map<String, ErrorEntry> entries, Map<String, ViolationText> violations) {
        this.entries = new TreeMap<>(entries);
        this.violations = new TreeMap<>(violations);
    }

    /** A module: its codes are its own, so one that is already there is an error. */
    CatalogDraft module(CatalogFile file) {
        CatalogDraft own = new CatalogDraft(Map.of(), Map.of());
        own.lines(file);
        own.texts(file);
        own.entries.values().forEach(entry -> once(entries.putIfAbsent(entry.code(), entry), entry.code()));
        own.violations.values().forEach(text -> once(violations.putIfAbsent(text.word(), text), text.word()));
        return this;
    }

    private static void once(@Nullable Object before, String word) {
        if (before != null) {
            throw ConfigurationException.of("the error code " + word + " stands in two catalogues");
        }
    }

    /** The application: adds codes, and may say the same in other words. */
    CatalogDraft application(CatalogFile file) {
        lines(file);
        texts(file);
        return this;
    }

    /** An entry written in code. */
    CatalogDraft put(ErrorEntry entry) {
        ErrorEntry known = entries.get(entry.code());
        if (known != null && !known.meansTheSameAs(entry)) {
            throw ConfigurationException.of(
                    "the error code " + entry.code() + " is known with another status or type; choose another code");
        }
        entries.put(entry.code(), known == null ? entry : known.reworded(entry));
        return this;
    }

    ErrorCatalog finish() {
        return ErrorCatalog.of(entries, violations);
    }

    private void lines(CatalogFile file) {
        file.lines().forEach((key, value) -> {
            if (!key.contains(".")) {
                at(CatalogFile.CODES, key, () -> put(entry(key, value)));
            }
        });
        file.lines().forEach((key, value) -> {
            if (key.startsWith(MEMBER)) {
                at(CatalogFile.CODES, key, () -> member(key.substring(MEMBER.length()), value));
            } else if (key.startsWith(VIOLATION)) {
                at(CatalogFile.CODES, key, () -> violation(key.substring(VIOLATION.length()), value));
            } else if (key.contains(".")) {
                throw ConfigurationException.at(CatalogFile.CODES, key + " is no code, member or violation");
            }
        });
    }

    private static void at(String place, String key, Runnable reading) {
        try {
            reading.run();
        } catch (IllegalArgumentException bad) {
            throw ConfigurationException.at(place, key + ": " + bad.getMessage());
        }
    }

    private static ErrorEntry entry(String code, String value) {
        String[] words = value.split(" +", -1);
        if (words.length > 2 || !words[0].matches("[0-9]{3}(,[0-9]{3})*")) {
            throw new IllegalArgumentException("must have statuses between 400 and 599, and at most one type");
        }
        ErrorEntry entry = ErrorEntry.of(
                code,
                Arrays.stream(words[0].split(",", -1)).map(Integer::valueOf).toArray(Integer[]::new));
        return words.length == 1 ? entry : entry.publishedAs(words[1]);
    }

    private void member(String codeAndName, String type) {
        int dot = codeAndName.indexOf('.');
        ErrorEntry entry = dot < 0 ? null : entries.get(codeAndName.substring(0, dot));
        if (entry == null) {
            throw new IllegalArgumentException("is written member.CODE.NAME, with a code of this catalogue");
        }
        entries.put(entry.code(), entry.member(codeAndName.substring(dot + 1), MemberType.ofWord(type)));
    }

    private void violation(String word, String params) {
        Declared declared = Declared.NOTHING;
        for (String param : params.isEmpty() ? new String[0] : params.split(" *, *", -1)) {
            String[] parts = param.split(":", -1);
            if (parts.length != 2) {
                throw new IllegalArgumentException("has values written as name:type");
            }
            declared = declared.with(parts[0], MemberType.ofWord(parts[1]));
        }
        violations.put(word, new ViolationText(word, declared, Map.of()));
    }

    private void texts(CatalogFile file) {
        file.texts()
                .forEach((language, texts) -> texts.forEach(
                        (key, text) -> at(CatalogFile.ofLanguage(language), key, () -> text(language, key, text))));
    }

    private void text(String language, String key, String text) {
        if (key.startsWith(VIOLATION)) {
            ViolationText known = violations.get(key.substring(VIOLATION.length()));
            violations.put(known(known).word(), known(known).text(language, text));
        } else if (key.startsWith(DETAIL)) {
            ErrorEntry known = known(entries.get(key.substring(DETAIL.length())));
            entries.put(known.code(), known.detail(language, text));
        } else {
            ErrorEntry known = known(entries.get(key));
            entries.put(known.code(), known.title(language, text));
        }
    }

    private static <T> T known(@Nullable T found) {
        if (found == null) {
            throw new IllegalArgumentException("is not a code of " + CatalogFile.CODES);
        }
        return found;
    }
}
