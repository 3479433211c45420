package io.gapura.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gapura.filters.Deployment;
import io.gapura.filters.Pipeline;
import io.gapura.filters.audit.LogVerifier;
import io.gapura.filters.audit.PatientLog;
import io.gapura.filters.audit.view.LogViewer;
import io.gapura.filters.audit.view.ViewAnswer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is shown the page and who is not, in bytes: no client is in the way that would mend a request. */
class ViewerServerTest {
    @TempDir
    private Path folder;

    private ViewerServer server;
    private URI address;
    private String authority;

    @BeforeEach
    void serve() throws IOException {
        Path log = folder.resolve("audit");
        Deployment deployment =
                Deployment.of(Pipeline.builder().audit(PatientLog.to(log)).build());
        deployment.open();
        deployment.close();
        server = ViewerServer.start(LogViewer.of(log, Optional.empty(), LogVerifier.of(log)), 0, new SecureRandom());
        address = URI.create(server.address());
        authority = address.getAuthority();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** The answer's head and content. */
    private String send(String method, String target, String... fields) throws IOException {
        List<String> lines = new ArrayList<>(List.of(method + " " + target + " HTTP/1.1"));
        if (Collections.disjoint(List.of(fields), List.of("no Host"))
                && !String.join("", fields).contains("Host:")) {
            lines.add("Host: " + authority);
        }
        for (String field : fields) {
            if (field.contains(":")) {
                lines.add(field);
            }
        }
        lines.add("Connection: close");
        try (Socket socket = new Socket("127.0.0.1", address.getPort())) {
            socket.setSoTimeout(300_000);
            socket.getOutputStream()
                    .write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.substring(9, 12));
    }

    /** The one that was printed, opened as a browser opens it. */
    private String[] opened() throws IOException {
        String answer = send("GET", address.getRawPath() + "?" + address.getRawQuery(), "Sec-Fetch-Site: none");
        assertThat(status(answer)).as(answer).isEqualTo(200);
        Matcher place = Pattern.compile("content=\"0;url=(/[^\"]+/)\"").matcher(answer);
        Matcher cookie = Pattern.compile("(?i)Set-Cookie: ([^;]+); Path=([^;]+); HttpOnly; SameSite=Strict\r\n")
                .matcher(answer);
        assertThat(place.find()).isTrue();
        assertThat(cookie.find()).isTrue();
        assertThat(cookie.group(2)).isEqualTo(place.group(1));
        return new String[] {place.group(1), "Cookie: " + cookie.group(1)};
    }

    @Test
    void thePrintedAddressOpensThePage() throws IOException {
        String[] session = opened();
        String page = send("GET", session[0], session[1], "Sec-Fetch-Site: same-origin");

        assertThat(status(page)).isEqualTo(200);
        assertThat(page)
                .contains("<title>Audit log</title>", ViewAnswer.CONTENT_SECURITY_POLICY)
                .doesNotContainIgnoringCase("Access-Control-");
        assertThat(send("GET", session[0] + "api/events?limit=1", session[1])).contains("\"end\" : 4");
        assertThat(status(send("GET", session[0] + "api/events?limit=0", session[1])))
                .isEqualTo(400);
        assertThat(status(send("GET", session[0] + "lock", session[1]))).isEqualTo(404);
    }

    @Test
    void theAddressIsGoodForOneTime() throws IOException {
        assertThat(opened()).hasSize(2);
        String again = send("GET", "/open?" + address.getRawQuery());

        assertThat(status(again)).isEqualTo(403);
        assertThat(again).doesNotContainIgnoringCase("Set-Cookie");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/open",
                "/open?token=",
                "/open?token=AAAA",
                "/open?other=1",
                "/open/",
                "/",
                "/api/events",
                "/x//"
            })
    void withoutItsTokenNobodyIsLetIn(String target) throws IOException {
        String answer = send("GET", target);

        assertThat(status(answer)).isEqualTo(403);
        assertThat(answer).doesNotContainIgnoringCase("Set-Cookie");
        assertThat(opened()).as("the token is still good").hasSize(2);
    }

    @Test
    void withoutItsCookieThePageIsNotShown() throws IOException {
        String[] session = opened();
        String name = session[1].substring(0, session[1].indexOf('=') + 1);

        for (String place : List.of(session[0], session[0] + "api/events", session[0] + "app.js")) {
            assertThat(status(send("GET", place))).as(place).isEqualTo(403);
            assertThat(status(send("GET", place, name + "AAAA"))).as(place).isEqualTo(403);
            assertThat(status(send("GET", place, session[1] + "A"))).as(place).isEqualTo(403);
            assertThat(status(send("GET", place, session[1], session[1])))
                    .as(place)
                    .isEqualTo(403);
            assertThat(status(send("GET", place, session[1]))).as(place).isEqualTo(200);
        }
        assertThat(status(send("GET", "/api/events", session[1]))).isEqualTo(403);
    }

    /** A name that somebody points at 127.0.0.1 (DNS rebinding), or none. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: attacker.example",
                "Host: attacker.example:PORT",
                "Host: 127.0.0.1",
                "Host: 127.0.0.1:1",
                "Host: localhost:PORT",
                "Host: 127.0.0.1:PORT.attacker.example",
                "Host: 0.0.0.0:PORT",
                "no Host"
            })
    void anotherHostIsRefusedWhoeverAsks(String host) throws IOException {
        String[] session = opened();
        String field = host.replace("PORT", Integer.toString(address.getPort()));

        assertThat(status(send("GET", session[0], session[1], field))).isIn(400, 403);
        assertThat(status(send("GET", session[0], session[1]))).isEqualTo(200);
    }

    @Test
    void twoHostsAreRefused() throws IOException {
        String[] session = opened();
        assertThat(status(send("GET", session[0], session[1], "Host: " + authority, "Host: " + authority)))
                .isIn(400, 403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: null",
                "Origin: https://attacker.example",
                "Origin: http://127.0.0.1:1",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
                "Sec-Fetch-Site: nonsense"
            })
    void aPageOfAnotherOriginIsRefused(String field) throws IOException {
        String[] session = opened();
        String answer = send("GET", session[0] + "api/events", session[1], field);

        assertThat(status(answer)).isEqualTo(403);
        assertThat(answer).doesNotContainIgnoringCase("Access-Control-").doesNotContain("\"events\"");
        assertThat(status(send("GET", session[0], session[1], "Origin: http://" + authority)))
                .isEqualTo(200);
    }

    /** A terminal in a browser links to it from another site; a script of that site may not. */
    @ParameterizedTest
    @CsvSource({"navigate, 200", "no-cors, 403", "cors, 403"})
    void aLinkMayOpenIt(String mode, int expected) throws IOException {
        String answer =
                send("GET", "/open?" + address.getRawQuery(), "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: " + mode);
        assertThat(status(answer)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH"})
    void nothingIsWritten(String method) throws IOException {
        String[] session = opened();
        String answer = send(method, session[0] + "api/events", session[1], "Content-Length: 0");

        assertThat(status(answer)).isEqualTo(405);
        assertThat(answer).containsIgnoringCase("Allow: GET").doesNotContainIgnoringCase("Access-Control-");
        assertThat(status(send(method, "/open?" + address.getRawQuery(), "Content-Length: 0")))
                .isEqualTo(405);
    }

    @Test
    void noOtherAddressOfThisMachineListens() throws IOException {
        List<InetAddress> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(each -> !each.isLoopbackAddress() && !each.isLinkLocalAddress())
                .toList();
        for (InetAddress other : others) {
            try (Socket socket = new Socket()) {
                assertThat(catchThrowable(() -> socket.connect(new InetSocketAddress(other, address.getPort()), 2_000)))
                        .as(other.toString())
                        .isInstanceOf(IOException.class);
            }
        }
        assertThat(address.getHost()).isEqualTo("127.0.0.1");
    }

    @Test
    void placesAndSecretsDifferFromRunToRun() throws IOException {
        String[] session = opened();
        String first = server.address();
        stop();
        serve();
        assertThat(server.address()).isNotEqualTo(first);
        assertThat(status(send("GET", session[0], session[1]))).isEqualTo(403);
    }
}
