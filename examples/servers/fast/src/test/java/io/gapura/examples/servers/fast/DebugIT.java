package io.gapura.examples.servers.fast;
import io.gapura.examples.servers.harness.*;
import io.gapura.filters.testkit.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
final class DebugIT {
    @Test
    void smoke() throws Exception {
        for (Row row : Row.fast()) { if (!row.id().matches(System.getProperty("rows", ".*"))) continue;
        ServerDriver driver = ServerDriver.start(row, new Workshop(Path.of(".."), Path.of("target")), List.of("filter", "app"), "filter");
        try {
            for (String p : List.of("/filter/dispatch/include/denied","/filter/dispatch/include/silent", "/filter/fail/late","/app/api/fail/late")) {
            byte[] request = ("GET "+p+" HTTP/1.1\r\nHost: " + driver.server().authority() + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
            RawAnswer answer = driver.send("plain", request, RawHttp.Then.WAIT);
            System.out.println(row.id()+" "+p+" -> "+answer.status()+" "+answer.complete()+" "+answer.all("X-Probe")+answer.all("Transfer-Encoding")+answer.all("Connection")+" len="+answer.text().length()+" "+answer.text().substring(0, Math.min(200,answer.text().length())));
            }
        } finally { System.out.println(driver.finish()); } }
    }
}
