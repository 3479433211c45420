package io.gapura.examples.servers.fast;

import io.gapura.examples.servers.harness.*;
import io.gapura.filters.testkit.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SmokeIT {
    static List<Row> rows() { return Row.fast(); }

    @ParameterizedTest
    @MethodSource("rows")
    void smoke(Row row) throws Exception {
        ServerDriver driver = ServerDriver.start(row, new Workshop(Path.of(".."), Path.of("target")), List.of(System.getProperty("smoke", "plain,filter,app,feature,forgotten").split(",")), "plain");
        try {
            for (String p : List.of("/filter/open","/filter/fail/runtime","/app/api/open","/app/api/fail/entity","/app/api/nothing","/feature/api/open","/feature/api/fail/runtime","/forgotten/api/open", "/filter/../x", "/app/api/%2e%2e/x","/app/api/async/resume","/app/api/async/timeout","/feature/api/async/resume","/filter/fail/late","/app/api/fail/late")) {
            byte[] request = ("GET "+p+" HTTP/1.1\r\nHost: " + driver.server().authority() + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1);
            RawAnswer answer = driver.send("plain", request, RawHttp.Then.WAIT);
            System.out.println(row.id()+" "+p+" -> "+answer.status()+" "+answer.complete()+" "+answer.headers()+" "+answer.text().substring(0, Math.min(400,answer.text().length())));
            }
        } finally {
            System.out.println(driver.finish());
        }
    }
}
