package io.gapura.examples.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TourTest {
    @TempDir
    private Path folder;

    @Test
    void eachPillarHasOneAllowedAndOneRefusedCommand() {
        Tour tour = Tour.of(Settings.of(Map.of("DATA_DIR", folder.toString())));

        assertThat(tour.stops().stream()
                        .collect(Collectors.groupingBy(
                                Tour.Stop::pillar, Collectors.mapping(Tour.Stop::allowed, Collectors.toSet()))))
                .containsOnlyKeys(
                        "validation",
                        "signing",
                        "webhooks",
                        "access",
                        "errors",
                        "audit",
                        "evidence",
                        "viewer",
                        "document",
                        "duties",
                        "objects",
                        "files",
                        "import",
                        "notes",
                        "search",
                        "tenants",
                        "tokens",
                        "stepup",
                        "matrix",
                        "reload")
                .allSatisfy((pillar, outcomes) -> assertThat(outcomes).containsExactlyInAnyOrder(true, false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"/srv/data|/srv/data", "/my data|'/my data'", "$(reboot)|'$(reboot)'", "it's|'it'\\''s'"})
    void whatAShellWouldReadIsQuoted(String text, String quoted) {
        assertThat(Tour.quoted(text)).isEqualTo(quoted);
    }
}
