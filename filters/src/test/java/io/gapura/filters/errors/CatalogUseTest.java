package io.gapura.filters.errors;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.UriViolation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The catalogue and the code that refuses cannot drift apart: the sources of all modules are read. */
class CatalogUseTest {
    private static final Pattern REJECTION = Pattern.compile(
            "(?:\\b(?:hard|soft|of|reject|rejection)|Rejection\\s*\\.of|Decision\\s*\\.reject)\\(\\s*(\\d{3})\\s*,\\s*\"([a-z][a-z0-9-]+)\"");
    /** Constants of an enum that carry their answer. */
    private static final Pattern ANSWER = Pattern.compile("[A-Z_]+\\(\\s*(\\d{3})\\s*,\\s*\"([a-z][a-z-]+)\"");

    private static final Pattern VIOLATION =
            Pattern.compile("(?:new Violation\\(|Place\\.[A-Z]+,)[^;]{0,80}?\"([a-z]+\\.[a-z0-9.-]+)\"");

    /** Of policies that are still to come; the list only gets shorter. */
    private static final Set<String> AWAITED =
            Set.of("timeout", "length-required", "overloaded", "insufficient-scope", "step-up-required");

    private final ErrorCatalog shipped = ErrorCatalog.shipped();

    @Test
    void everyCodeThatAModuleRefusesWithIsInTheCatalogueWithItsStatus() throws IOException {
        Map<String, Integer> used = new TreeMap<>();
        for (String source : sources()) {
            for (Pattern pattern : List.of(REJECTION, ANSWER)) {
                Matcher matcher = pattern.matcher(source);
                while (matcher.find()) {
                    used.put(matcher.group(2), Integer.valueOf(matcher.group(1)));
                }
            }
        }

        assertThat(used)
                .containsEntry("credential-ambiguous", 400)
                .containsEntry("audit-unavailable", 503)
                .containsEntry("forbidden", 403)
                .containsEntry("host-not-served", 421)
                .containsEntry("signature-refused", 401);
        used.forEach((code, status) -> assertThat(shipped.find(code))
                .as(code)
                .hasValueSatisfying(entry -> assertThat(entry.statuses()).contains(status)));
    }

    @Test
    void everyCodeOfTheCatalogueIsUsedOrAwaited() throws IOException {
        String all = String.join("\n", sources());
        Set<String> unused = shipped.entries().stream()
                .map(ErrorEntry::code)
                .filter(code -> !code.startsWith("status-"))
                .filter(code -> !all.contains("\"" + code + "\""))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(AWAITED).containsAll(unused);
    }

    @Test
    void everyWordOfAViolationHasAText() throws IOException {
        Set<String> used = new TreeSet<>();
        for (String source : sources()) {
            Matcher matcher = VIOLATION.matcher(source);
            while (matcher.find()) {
                used.add(matcher.group(1));
            }
        }
        for (UriViolation violation : UriViolation.values()) {
            used.add(violation.word());
        }

        assertThat(used).contains("header.size", "param.type", "body.depth", "uri.form");
        assertThat(shipped.violations().keySet()).containsAll(used);
    }

    @Test
    void everyWordOfTheContractHasAText() throws IOException {
        Set<String> used = new TreeSet<>();
        for (String file : List.of("Codes", "StructureViolation", "MediaTypes", "constraints/TextViolation")) {
            Path codes = root().resolve("validation/src/main/java/io/gapura/validation/" + file + ".java");
            Matcher matcher = Pattern.compile("\"([a-z]+\\.[a-z0-9.-]+)\"").matcher(Files.readString(codes));
            while (matcher.find()) {
                used.add(matcher.group(1));
            }
        }

        assertThat(used).contains("text.length", "list.size", "json.syntax", "media.type", "url.host");
        assertThat(shipped.violations().keySet()).containsAll(used);
    }

    @Test
    void everyLanguageSaysEverythingInItsOwnWords() {
        for (ErrorEntry entry : shipped.entries()) {
            if (!entry.isPublishedAsAnother()) {
                assertThat(entry.titles().keySet()).as(entry.code()).containsExactlyInAnyOrder("en", "de", "id");
                assertThat(Set.copyOf(entry.titles().values())).as(entry.code()).hasSizeGreaterThan(1);
            }
        }
        shipped.violations().forEach((word, text) -> {
            assertThat(text.texts().keySet()).as(word).containsExactlyInAnyOrder("en", "de", "id");
            assertThat(text.texts().values().stream().map(Sentence::names).distinct())
                    .as("the same values in each language of " + word)
                    .hasSize(1);
            assertThat(text.texts().values().stream().distinct()).as(word).hasSize(3);
        });
    }

    @Test
    void noTextSpeaksOfOurInsides() {
        assertThat(shipped.entries())
                .hasSizeGreaterThan(60)
                .allSatisfy(entry -> assertThat(entry.titles().values())
                        .allMatch(title -> title.matches("[\\p{Lu}][\\p{L}, -]+\\.?"))
                        .noneMatch(title ->
                                title.toLowerCase(java.util.Locale.ROOT).contains("exception")));
    }

    private static List<String> sources() throws IOException {
        List<String> sources = new ArrayList<>();
        for (String module : List.of("filters", "filters/jersey", "rbac", "validation")) {
            try (Stream<Path> files = Files.walk(root().resolve(module).resolve("src/main/java"))) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    sources.add(Files.readString(file));
                }
            }
        }
        return sources;
    }

    /** The folder of the project, from wherever the module is built. */
    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
