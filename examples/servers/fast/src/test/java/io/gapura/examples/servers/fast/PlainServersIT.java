package io.gapura.examples.servers.fast;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.examples.servers.harness.Row;
import io.gapura.examples.servers.harness.ServerDriver;
import io.gapura.examples.servers.harness.Workshop;
import io.gapura.filters.testkit.RawAnswer;
import io.gapura.filters.testkit.RawHttp;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class PlainServersIT {
    static List<Row> rows() {
        return Row.fast();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aRowStartsAnswersAndStops(Row row) throws Exception {
        ServerDriver driver =
                ServerDriver.start(row, new Workshop(Path.of(".."), Path.of("target")), List.of("plain"), "plain");
        try {
            byte[] request = ("GET /plain/open HTTP/1.1\r\nHost: "
                            + driver.server().authority() + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1);
            RawAnswer answer = driver.send("plain", request, RawHttp.Then.WAIT);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.all("X-Probe")).containsExactly("OpenServlet#doGet");
            System.out.println(row.id() + " " + driver.server().firstAnswer() + " "
                    + driver.server().cpu());
        } finally {
            driver.finish();
        }
    }
}
