package io.gapura.examples.servers.fast;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.examples.servers.harness.Row;
import io.gapura.examples.servers.harness.ServerDriver;
import io.gapura.examples.servers.harness.Workshop;
import io.gapura.filters.Target;
import io.gapura.filters.testkit.RawAnswer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/**
 * Random walks over everything that two readers of a path ever disagreed on, as bytes on a socket of a real server: what
 * runs is what our reading names, or nothing runs. jqwik prints the seed.
 */
abstract class PathWalk {
    private static final List<String> NAMES = List.of(
            "x",
            "open",
            "p",
            "secret",
            "denied",
            "roles",
            "api",
            "app",
            "probe",
            "%78",
            "X",
            "se%63ret",
            "%C3%A9",
            "%EF%BC%8E%EF%BC%8E");
    private static final List<String> TRICKS = List.of(
            ".",
            "..",
            "%2e",
            "%2E%2e",
            ".%2e",
            "",
            ";p",
            "x;p",
            "..;",
            ".;a=b",
            "%2f",
            "x%2fsecret",
            "%5c",
            "..%5c",
            "%3b",
            "x%3bp",
            "%20",
            "%00",
            "%0a",
            "%09",
            "%252e%252e",
            "%252f",
            "%c0%ae",
            "%ff",
            "%zz",
            "%u0078",
            "\\",
            "#");

    /** A running row with the contexts {@code app} (defaults) and {@code relaxed} (every adoptable ambiguity allowed). */
    static ServerDriver start(String row) {
        Row chosen = Row.fast().stream()
                .filter(one -> one.id().startsWith(row))
                .findFirst()
                .orElseThrow();
        try {
            return ServerDriver.start(
                    chosen,
                    new Workshop(Path.of(".."), Path.of("target")),
                    List.of("app", "filter", "relaxed"),
                    "filter");
        } catch (Exception failed) {
            throw new AssertionError(row + " did not start", failed);
        }
    }

    abstract ServerDriver driver();

    @Property(tries = 2_000)
    void whatRunsIsWhatOurReadingNames(@ForAll("walks") String walk) throws IOException {
        String target = "/app/api" + walk;
        Optional<String> ran = ran(target);
        Target read = Target.parse(target);
        Statistics.collect(ran.isPresent() ? "ran" : "refused");
        Statistics.coverage(coverage -> coverage.check("ran").count(times -> times > 20));
        if (ran.isPresent()) {
            assertThat(read.violations()).as(target).isEmpty();
            assertThat(ran).as(target).isEqualTo(named(read.path().substring("/app/api".length())));
        }
    }

    /** Whoever allows an ambiguity still has the rule of the endpoint that runs. */
    @Property(tries = 2_000)
    void noSpellingRunsWhatTheCallerMayNotCall(@ForAll("walks") String walk) throws IOException {
        Optional<String> ran = ran("/relaxed/api" + walk);
        Statistics.collect(ran.isPresent() ? "ran" : "refused");
        Statistics.coverage(coverage -> coverage.check("ran").count(times -> times > 20));
        assertThat(ran.orElse("nothing"))
                .as(walk)
                .isIn("nothing", "XResource#get", "OpenResource#get", "CatchAllResource#get", "OpenServlet#get");
    }

    /** The marker of the endpoint that ran. */
    private Optional<String> ran(String target) throws IOException {
        String request = "GET " + target + " HTTP/1.1\r\nHost: "
                + driver().server().authority() + "\r\nConnection: close\r\n\r\n";
        RawAnswer answer = driver().server().http().send(request.getBytes(StandardCharsets.ISO_8859_1));
        return answer.all("X-Probe").stream().findFirst();
    }

    /** The open endpoint at a canonical path below the REST runtime; a final slash changes nothing there. */
    private static Optional<String> named(String path) {
        if (path.startsWith("/p/") || path.equals("/p")) {
            return Optional.of("CatchAllResource#get");
        }
        return switch (path) {
            case "/x", "/x/" -> Optional.of("XResource#get");
            case "/open", "/open/" -> Optional.of("OpenResource#get");
            default -> Optional.empty();
        };
    }

    @Provide
    Arbitrary<String> walks() {
        Arbitrary<String> segment =
                Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.of(NAMES)), Tuple.of(2, Arbitraries.of(TRICKS)));
        return segment.list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .flatMap(segments -> Arbitraries.of("", "/").map(end -> "/" + String.join("/", segments) + end));
    }
}
