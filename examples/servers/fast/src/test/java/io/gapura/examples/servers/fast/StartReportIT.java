package io.gapura.examples.servers.fast;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.examples.servers.harness.Row;
import io.gapura.examples.servers.harness.ServerDriver;
import io.gapura.examples.servers.harness.Workshop;
import io.gapura.filters.Spellings;
import io.gapura.filters.UriViolation;
import io.gapura.filters.testkit.RawAnswer;
import io.gapura.filters.testkit.RawHttp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the gate prints of where it stands, read from each server's log and held against what that server does. */
final class StartReportIT {
    private static final Path TARGET = Path.of("target");
    private static final List<String> CONTEXTS = List.of("plain", "app", "feature", "init", "forgotten", "filter");

    static List<Row> rows() {
        return Row.fast();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void whatIsPrintedIsWhatIs(Row row) throws Exception {
        ServerDriver driver = ServerDriver.start(row, new Workshop(Path.of(".."), TARGET), CONTEXTS, "filter");
        Set<String> reaching;
        RawAnswer denied;
        RawAnswer forgotten;
        try {
            get(driver, "/app/api/open");
            get(driver, "/feature/api/open");
            get(driver, "/init/api/open");
            forgotten = get(driver, "/forgotten/api/open");
            denied = get(driver, "/plain/denied");
            reaching = reaching(driver);
        } finally {
            driver.finish();
        }
        List<String> printed = printed(driver.server().log());
        theMountsAreTold(printed);
        assertThat(forgotten.status()).isEqualTo(500);
        assertThat(denied.all("X-Probe")).containsExactly("DeniedServlet#doGet");
        assertThat(printed).contains("server: this server does not enforce jakarta.annotation.security");
        assertThat(told(printed)).isEqualTo(reaching);
        assertThat(printed)
                .anySatisfy(
                        line -> assertThat(line).startsWith("server: limits: ").contains("="));
        theFindingsAreTold(row, printed);
    }

    private static void theMountsAreTold(List<String> printed) {
        assertThat(printed)
                .contains("mount: GapuraFeature has run", "mount: GapuraFeature alone, no filter in front")
                .contains("mount: filter gapura by web.xml; decides on servlets")
                .anySatisfy(line -> assertThat(line).startsWith("mount: filter gapura by web.xml; GapuraFeature "))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("mount: filter gapura.properties by the initializer; GapuraFeature "))
                .anySatisfy(line -> assertThat(line).startsWith("mount: GapuraFeature has not run: "));
    }

    /** As they are shipped; a bare Undertow has no clock. */
    private static void theFindingsAreTold(Row row, List<String> printed) {
        Set<String> lint = printed.stream()
                .filter(line -> line.startsWith("lint.container: "))
                .collect(Collectors.toSet());
        if (row.families().contains("undertow")) {
            assertThat(lint).singleElement().asString().contains("waits for ever", "REQUEST_PARSE_TIMEOUT");
        } else {
            assertThat(lint).isEmpty();
        }
    }

    private static Set<String> told(List<String> printed) {
        String line = printed.stream()
                .filter(each -> each.contains(": spellings of a path: "))
                .findFirst()
                .orElseThrow();
        assertThat(line).doesNotContain("settings are not known");
        String words = line.substring(line.indexOf("path: ") + 6, line.indexOf(" reach the gate"));
        return new TreeSet<>(List.of(words.split(", ", -1)));
    }

    /** What the gate answers has an id of version 7; a container's adapter gives one of version 4. */
    private static Set<String> reaching(ServerDriver driver) throws IOException {
        Set<String> reached = new TreeSet<>();
        for (Map.Entry<UriViolation, List<String>> each :
                Spellings.below("/filter").entrySet()) {
            for (String target : each.getValue()) {
                if (get(driver, target).all("X-Request-Id").stream().anyMatch(id -> id.charAt(14) == '7')) {
                    reached.add(each.getKey().word());
                }
            }
        }
        return reached;
    }

    private static RawAnswer get(ServerDriver driver, String target) throws IOException {
        String request =
                "GET " + target + " HTTP/1.1\r\nHost: " + driver.server().authority() + "\r\nConnection: close\r\n\r\n";
        return driver.send("filter", request.getBytes(StandardCharsets.ISO_8859_1), RawHttp.Then.WAIT);
    }

    /** Lines of the log, whatever it puts in front of them. */
    private static List<String> printed(Path log) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains("Gapura "))
                .map(line -> line.substring(line.indexOf("Gapura ") + 7))
                .toList();
    }
}
