package io.gapura.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.gapura.filters.RefusingPort;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command as a user types it, against a server of a few lines. */
class DoctorCommandTest {
    private static final String SAFE = "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n";

    private ServerSocket server;
    private String base;
    private volatile String failure = "{\"type\":\"about:blank\",\"status\":500}";

    /** What one run left. */
    private record Run(int code, String out, String err) {}

    @BeforeEach
    void startServer() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        base = "http://127.0.0.1:" + server.getLocalPort();
        Thread thread = new Thread(this::accept, "server");
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void stopServer() throws IOException {
        server.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                client.setSoTimeout(20_000);
                int first = client.getInputStream().read(); // a client may be held up before it speaks
                client.setSoTimeout(100);
                String request = first < 0 ? "" : (char) first + read(client);
                client.getOutputStream().write(answer(request).getBytes(StandardCharsets.UTF_8));
                client.shutdownOutput();
                read(client);
            } catch (IOException gone) {
                // The next one, or the end.
            }
        }
    }

    private static String read(Socket client) throws IOException {
        byte[] bytes = new byte[1 << 16];
        StringBuilder text = new StringBuilder();
        try {
            while (!text.toString().endsWith("\r\n\r\n")) {
                int n = client.getInputStream().read(bytes);
                if (n < 0) {
                    break;
                }
                text.append(new String(bytes, 0, n, StandardCharsets.ISO_8859_1));
            }
        } catch (SocketTimeoutException noMore) {
            // That was all.
        }
        return text.toString();
    }

    /** Sound, but for header fields that a page should have, and for a dot segment that it repairs. */
    private String answer(String request) {
        String first = request.split("\r\n", 2)[0];
        if (first.equals("GET /shop/fail HTTP/1.1")) {
            return answer(500, "application/problem+json", failure);
        }
        boolean plain =
                request.matches("GET /shop/(\\./)?item HTTP/1\\.1\\r\\nHost: [0-9.:]+\\r\\nAccept: [\\w/+]+\\r\\n"
                        + "User-Agent: [\\w ()-]+\\r\\nX-Doctor: \\w+\\r\\nConnection: close\\r\\n\\r\\n");
        return plain
                ? answer(200, "application/json", "{\"item\":\"tea\"}")
                : answer(400, "application/problem+json", "{\"type\":\"about:blank\",\"status\":400}");
    }

    private static String answer(int status, String type, String content) {
        int length = content.getBytes(StandardCharsets.UTF_8).length;
        return "HTTP/1.1 " + status + " \r\n" + SAFE + "Content-Type: " + type + "\r\nContent-Length: " + length
                + "\r\n\r\n" + content;
    }

    private static Run doctor(String... arguments) {
        List<String> all = new ArrayList<>(List.of("doctor", "--timeout", "30"));
        if (!List.of(arguments).contains("--rate")) {
            all.addAll(List.of("--rate", "1000"));
        }
        all.addAll(List.of(arguments));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Gapura.run(new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
        return new Run(code, out.toString(), err.toString());
    }

    @Test
    void withoutALeakItEndsWithZeroThoughTheServerIsLax() {
        Run run = doctor(base + "/shop/item", "--throwing", "/shop/fail", "--canary", "tamarind7");

        assertThat(run.out())
                .contains("NOTE headers 200 plain \"no Content-Security-Policy\"\n")
                .contains("ok 400 unknown-path\n", "ok 500 throwing-1\n")
                .contains("LAX accepted 200 target-dot \"plain 200\" → refuse targets with dot segments")
                .contains(", 0 leak, ")
                .doesNotContain("LEAK");
        assertThat(run.code()).isZero();
        assertThat(run.err())
                .contains("requests to 127.0.0.1:", "canary tamarind7", "paths that nobody has")
                .hasLineCount(1);
    }

    @Test
    void aLeakEndsWithOneAndNamesWhatClosesIt() {
        failure = "{\"detail\":\"java.lang.NullPointerException\\n\\tat shop.Item.find(Item.java:17)\u001b[31m\"}";
        Run run = doctor(base + "/shop/item", "--throwing", "/shop/fail", "--server", "TOMCAT");

        assertThat(run.code()).isEqualTo(DoctorCommand.LEAK);
        assertThat(run.out())
                .contains("LEAK stack+exception+class 500 throwing-1 \"\\\\tat shop.Item.find(Item.java:17)\" → <Host")
                .contains("server tomcat, gate not seen")
                .doesNotContain("\u001b");
    }

    @Test
    void strictlyWhatIsLaxEndsWithOneToo() {
        assertThat(doctor(base + "/shop/item", "--strict").code()).isEqualTo(DoctorCommand.LEAK);
    }

    @Test
    void whereNobodyListensItEndsWithTwo() throws IOException {
        try (RefusingPort nobody = new RefusingPort()) {
            Run run = doctor(nobody.url("/shop/item"));

            assertThat(run.code()).isEqualTo(DoctorCommand.NOT_REACHED);
            assertThat(run.err()).contains("nobody answered");
        }
    }

    @Test
    void whatWasNotFinishedIsNotCalledClean() {
        Run run = doctor(base + "/shop/item", "--rate", "1", "--within", "5");

        assertThat(run.code()).isEqualTo(DoctorCommand.NOT_REACHED);
        assertThat(run.out()).contains("not sent: ");
        assertThat(run.err()).contains("not known to be clean");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "relative/path",
                "ftp://localhost/",
                "http://user@localhost/",
                "not a url",
                "http://[",
                "http://localhost/ --canary short",
                "http://localhost/ --header no-colon",
                "http://localhost/ --throwing http://localhost/",
                "http://localhost/ --rate 0",
                "http://localhost/ --within x",
                "http://localhost/ --server IIS",
                "http://localhost/ --unknown",
                "http://localhost/ --trust /no/such/file"
            })
    void wrongUsageEndsWithThreeAndSendsNothing(String line) {
        Run run = doctor(line.strip().split(" +", -1));

        assertThat(run.code()).isEqualTo(DoctorCommand.USAGE);
        assertThat(run.err()).isNotBlank();
        assertThat(run.out()).isEmpty();
    }

    @Test
    void withoutAnAddressItEndsWithThree() {
        assertThat(doctor().code()).isEqualTo(DoctorCommand.USAGE);
    }

    @Test
    void aFileWithoutCertificatesIsWrongUsage(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("none.pem"), "");

        assertThat(doctor("https://localhost/", "--trust", file.toString()).code())
                .isEqualTo(DoctorCommand.USAGE);
    }

    @Test
    void aServerThatSpeaksNoTlsIsNotReached() {
        Run run = doctor(base.replace("http:", "https:") + "/shop/item");

        assertThat(run.code()).isEqualTo(DoctorCommand.NOT_REACHED);
        assertThat(run.err()).contains("no TLS there", "--trust");
    }

    @Test
    void theJsonReportIsOneDocument() throws IOException {
        failure = "{\"detail\":\"NullPointerException\"}";
        Run run = doctor(base + "/shop/item", "--throwing", "/shop/fail", "--json");

        assertThat(run.code()).isEqualTo(DoctorCommand.LEAK);
        List<String> names = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(run.out())) {
            while (parser.nextToken() != null) {
                if (parser.currentName() != null && !names.contains(parser.currentName())) {
                    names.add(parser.currentName());
                }
            }
        }
        assertThat(names)
                .containsExactly(
                        "server",
                        "gate",
                        "finished",
                        "leak",
                        "lax",
                        "note",
                        "probes",
                        "probe",
                        "area",
                        "status",
                        "end",
                        "findings",
                        "severity",
                        "symptom",
                        "meaning",
                        "source",
                        "seen",
                        "remedy",
                        "not_sent");
        assertThat(run.out()).contains("\"finished\" : true", "\"symptom\" : \"exception\"", "\"leak\" : 4");
    }

    @Test
    void helpSaysWhatItDoesAndHowItEnds() {
        Run run = doctor("--help");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("Examine only what you may", "2 when it was not reached", "--intrusive");
    }
}
