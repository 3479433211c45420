package io.gapura.filters;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class TargetPropertyTest {
    private static final String TRICKS = "/.;%?#\\ aA0zZ2eEfFcC5";

    @Property
    void whatIsEncodedOnceIsReadBackUnchanged(@ForAll("names") List<String> names) {
        String raw = names.stream().map(name -> "/" + encoded(name)).collect(Collectors.joining());
        Target target = Target.parse(raw);
        assertThat(target.violations()).isEmpty();
        assertThat(target.segments()).isEqualTo(names);
    }

    @Property(tries = 5_000)
    void noTextMakesItThrowAndWhatPassesIsCanonical(@ForAll("tricky") String text) {
        Target target = Target.parse(text);
        if (target.hardViolation().isEmpty()) {
            assertThat(target.path()).startsWith("/").doesNotContain("//", "/./", "/../", "\\");
            assertThat(target.path()).doesNotEndWith("/.").doesNotEndWith("/..");
            assertThat(target.path().chars()).noneMatch(c -> c < 0x20 || c == 0x7F);
        }
    }

    @Property
    void readingTheCanonicalPathAgainChangesNothing(@ForAll("tricky") String text) {
        Target target = Target.parse("/" + text);
        if (target.hardViolation().isEmpty()) {
            String raw =
                    target.segments().stream().map(name -> "/" + encoded(name)).collect(Collectors.joining());
            boolean slash = target.path().endsWith("/");
            assertThat(Target.parse(slash || raw.isEmpty() ? raw + "/" : raw).path())
                    .isEqualTo(target.path());
        }
    }

    @Property
    void everyMutationOfAPathIsNamedOrMeansTheSame(
            @ForAll("plainPaths") String path,
            @ForAll("mutations") String inserted,
            @ForAll @IntRange(max = 40) int at) {
        int place = at % path.length() + 1;
        Target target = Target.parse(path.substring(0, place) + inserted + path.substring(place));
        assertThat(target.violations()).isNotEmpty();
    }

    @Property
    void encodingALetterMeansTheSame(@ForAll("plainPaths") String path, @ForAll @IntRange(max = 40) int at) {
        int place = at % path.length();
        char c = path.charAt(place);
        String hidden = path.substring(0, place) + String.format("%%%02x", (int) c) + path.substring(place + 1);
        Target target = Target.parse(hidden);
        if (c == '/') {
            assertThat(target.hardViolation()).isPresent();
        } else {
            assertThat(target.path()).isEqualTo(path);
        }
    }

    @Provide
    Arbitrary<List<String>> names() {
        return Arbitraries.strings()
                .withCharRange(' ', '\uD7FF')
                .excludeChars('/', '\\', '%', '\u007F', '\u2028', '\u2029')
                .ofMinLength(1)
                .ofMaxLength(12)
                .filter(name -> !name.equals(".") && !name.equals(".."))
                .filter(name -> name.chars().noneMatch(c -> c >= 0x80 && c <= 0x9F))
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    @Provide
    Arbitrary<String> tricky() {
        return Arbitraries.strings().withChars(TRICKS.toCharArray()).ofMaxLength(24);
    }

    @Provide
    Arbitrary<String> plainPaths() {
        return Arbitraries.strings()
                .withCharRange('a', 'z')
                .ofMinLength(1)
                .ofMaxLength(6)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .map(names -> "/" + String.join("/", names));
    }

    @Provide
    Arbitrary<String> mutations() {
        return Arbitraries.of(
                ";x", "//", "/./", "/../", "/.;/", "/%2e/", "%2F", "%5C", "\\", "%00", "%252f", "%C0%AF", "#", " ", "%",
                ";/");
    }

    private static String encoded(String name) {
        StringBuilder text = new StringBuilder();
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            boolean unreserved = octet >= 'a' && octet <= 'z' || octet == '.';
            text.append(unreserved ? String.valueOf((char) octet) : String.format("%%%02X", octet & 0xFF));
        }
        return text.toString();
    }
}
