package io.gapura.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gapura.filters.Body;
import io.gapura.filters.Client;
import io.gapura.filters.Headers;
import io.gapura.filters.Pipeline;
import io.gapura.filters.RefusingPort;
import io.gapura.filters.RequestView;
import io.gapura.filters.Target;
import io.gapura.filters.Verdict;
import io.gapura.filters.config.Reference;
import io.gapura.filters.signing.KeyRing;
import io.gapura.filters.signing.Signatures;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.AnnotatedElement;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command as a user types it, against a server that checks signatures. */
class GapuraTest {
    @TempDir
    private Path folder;

    private Path keys;
    private HttpServer server;
    private Pipeline pipeline;
    private String base;

    /** What one run left. */
    private record Run(int code, String out, String err) {}

    /** Descriptions are formats: one that is none is printed raw, behind a warning per line. */
    @Test
    void whatHelpSaysOfEachOptionIsAFormat() {
        CommandLine gapura = new CommandLine(Gapura.class);
        List<CommandLine> commands = new ArrayList<>(List.of(gapura));
        for (int i = 0; i < commands.size(); i++) {
            commands.addAll(commands.get(i).getSubcommands().values());
        }
        assertThat(commands).hasSizeGreaterThan(14);
        for (CommandLine command : commands) {
            for (CommandLine.Model.ArgSpec argument : command.getCommandSpec().args()) {
                for (String line : written(argument)) {
                    assertThatCode(() -> String.format(Locale.ROOT, line))
                            .as(command.getCommandName() + ": " + line)
                            .doesNotThrowAnyException();
                }
            }
        }
    }

    /** As it stands in the code, before picocli has looked at it. */
    private static String[] written(CommandLine.Model.ArgSpec argument) {
        AnnotatedElement element = (AnnotatedElement) argument.userObject();
        if (element.isAnnotationPresent(CommandLine.Option.class)) {
            return element.getAnnotation(CommandLine.Option.class).description();
        }
        return element.isAnnotationPresent(CommandLine.Parameters.class)
                ? element.getAnnotation(CommandLine.Parameters.class).description()
                : new String[0];
    }

    @BeforeEach
    void startServer() throws IOException {
        keys = folder.resolve("keys.json");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        base = "http://localhost:" + server.getAddress().getPort();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        Verdict verdict = pipeline.decide(view(exchange));
        String text = verdict.rejection()
                .map(rejection -> rejection.reason())
                .orElseGet(() -> "hello " + verdict.request().caller().id());
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(verdict.rejection().map(r -> r.status()).orElse(200), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static RequestView view(HttpExchange exchange) throws IOException {
        byte[] content = exchange.getRequestBody().readAllBytes();
        return RequestView.read(
                exchange.getRequestMethod(),
                Target.parse(exchange.getRequestURI().toString()),
                "http",
                Headers.of(line -> exchange.getRequestHeaders()
                        .forEach((name, values) -> values.forEach(value -> line.accept(name, value)))),
                content.length == 0 ? Body.none() : Body.of(content),
                Client.unknown());
    }

    private static Run gapura(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Gapura.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        return new Run(code, out.toString(), err.toString());
    }

    private void keygen() {
        assertThat(gapura("keygen", "--kid", "k1", "--caller", "orders", "--out", keys.toString())
                        .code())
                .isZero();
        pipeline = Pipeline.builder()
                .add(Signatures.required(KeyRing.load(Reference.file(keys)))
                        .authorities("localhost:" + server.getAddress().getPort())
                        .acceptingCreatedBeforeStart())
                .build();
    }

    private Run sign(String... more) {
        List<String> arguments = new java.util.ArrayList<>(List.of("sign", "--keys", "file:" + keys, "--kid", "k1"));
        arguments.addAll(List.of(more));
        return gapura(arguments.toArray(String[]::new));
    }

    private String secret() throws IOException {
        String document = Files.readString(keys);
        int start = document.indexOf("\"k\"");
        int from = document.indexOf('"', document.indexOf(':', start)) + 1;
        return document.substring(from, document.indexOf('"', from));
    }

    @Test
    void keygenMakesAFileThatOnlyItsOwnerReads() throws IOException {
        keygen();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)))
                .isEqualTo("rw-------");
        assertThat(KeyRing.load(Reference.file(keys)).signingKey("k1").keyId()).isEqualTo("k1");
        assertThat(secret()).hasSize(43);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(keys);
        }
    }

    @Test
    void keygenExtendsAFileAndKeepsWhatIsThere() throws IOException {
        keygen();
        String first = secret();
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-r--r--"));
        Run second = gapura("keygen", "--kid", "k2", "--caller", "billing", "--out", keys.toString());

        assertThat(second.code()).isZero();
        assertThat(second.out()).isEmpty();
        KeyRing ring = KeyRing.load(Reference.file(keys));
        assertThat(ring.signingKey("k1").keyId()).isEqualTo("k1");
        assertThat(ring.signingKey("k2").keyId()).isEqualTo("k2");
        assertThat(secret()).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)))
                .isEqualTo("rw-------");
    }

    @Test
    void keygenNeverOverwritesAKey() throws IOException {
        keygen();
        byte[] before = Files.readAllBytes(keys);
        Run again = gapura("keygen", "--kid", "k1", "--caller", "other", "--out", keys.toString());

        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("k1 is in the file already");
        assertThat(Files.readAllBytes(keys)).isEqualTo(before);
    }

    @Test
    void keygenLeavesAFileAloneThatIsNoKeySet() throws IOException {
        Files.writeString(keys, "{\"keys\":[]}");
        Run run = gapura("keygen", "--kid", "k1", "--caller", "orders", "--out", keys.toString());
        assertThat(run.code()).isEqualTo(1);
        assertThat(Files.readString(keys)).isEqualTo("{\"keys\":[]}");
    }

    @Test
    void keygenWithoutFilePrintsTheSet() throws IOException {
        Run run = gapura("keygen", "--kid", "k1", "--caller", "orders");
        assertThat(run.code()).isZero();
        Files.writeString(keys, run.out());
        assertThat(KeyRing.load(Reference.file(keys)).signingKey("k1").keyId()).isEqualTo("k1");
    }

    @Test
    void twoKeysAreNeverAlike() {
        assertThat(gapura("keygen", "--kid", "k1", "--caller", "a").out())
                .isNotEqualTo(gapura("keygen", "--kid", "k1", "--caller", "a").out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b"})
    void keygenRefusesAKidThatNoHeaderCouldCarry(String kid) {
        assertThat(gapura("keygen", "--kid", kid, "--caller", "a").code()).isEqualTo(1);
    }

    @Test
    void keygenRefusesACallerWithoutName() {
        assertThat(gapura("keygen", "--kid", "k", "--caller", " ").code()).isEqualTo(1);
    }

    @Test
    void wrongUsageIsTwo() {
        assertThat(gapura("keygen").code()).isEqualTo(2);
        assertThat(gapura("sign", "--kid", "k").code()).isEqualTo(2);
        assertThat(gapura("sgin").code()).isEqualTo(2);
    }

    @Test
    void aRunRequestIsAcceptedAndItsBodyPrinted() {
        keygen();
        Run run = sign("--data", "{\"item\":7}", "--run", base + "/orders?dry=1");
        assertThat(run.out()).isEqualTo("HTTP 200" + System.lineSeparator() + "hello orders" + System.lineSeparator());
        assertThat(run.code()).isZero();
    }

    @Test
    void aRunRequestThatTheServerRefusesIsThree() throws IOException {
        keygen();
        Path others = folder.resolve("others.json");
        gapura("keygen", "--kid", "k1", "--caller", "orders", "--out", others.toString());
        Run run = gapura("sign", "--keys", "file:" + others, "--kid", "k1", "--run", base + "/");
        assertThat(run.code()).isEqualTo(3);
        assertThat(run.out()).startsWith("HTTP 401").contains("signature");
    }

    @Test
    void aServerThatIsNotThereIsFour() throws IOException {
        keygen();
        try (RefusingPort nobody = new RefusingPort()) {
            assertThat(sign("--run", nobody.url("/")).code()).isEqualTo(4);
        }
    }

    @Test
    void thePrintedCommandHoldsNoSecretAndNothingUnquoted() throws IOException {
        keygen();
        Run run = sign("-H", "X-Note: it's", "--data", "a'b; rm -rf $HOME `x`", base + "/orders");
        assertThat(run.code()).isZero();
        assertThat(run.out())
                .startsWith("curl --globoff --path-as-is --request 'POST' \\\n")
                .contains("--header 'Content-Type: application/json'")
                .contains("--header 'X-Note: it'\\''s'")
                .contains("--header 'Signature: sig1=:")
                .contains("--data-raw 'a'\\''b; rm -rf $HOME `x`'")
                .doesNotContain(secret());
    }

    @Test
    void aFileOfDataIsContentAndNeverMoreArguments() throws IOException {
        keygen();
        Path body = folder.resolve("body");
        Files.writeString(body, "text --run http://localhost:1/");
        Run run = sign("--data", "@" + body, base + "/orders");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("--data-binary '@" + body + "'").doesNotContain("text");
    }

    @Test
    void aHeadRequestDoesNotWaitForABody() {
        keygen();
        assertThat(sign("-X", "HEAD", base + "/").out()).contains(" --head ").doesNotContain("--request");
    }

    @Test
    void thePrintedCommandIsAcceptedByTheServerOnce() throws Exception {
        assumeTrue(shell("curl --version").code() == 0, "skipped: there is no curl here");
        keygen();
        Path body = folder.resolve("a body.json");
        Files.write(body, new byte[] {0, 10, 13, 39, (byte) 200});
        for (Run signed : List.of(
                sign("-X", "DELETE", base + "/a/[1]{2}/*?q=it's%20&r=$HOME".replace("[1]{2}", "x")),
                sign("--data", "it's $HOME \\ \"quoted\"\nsecond line", base + "/orders"),
                sign("-X", "PUT", "--data", "@" + body, "-H", "Content-Type: application/octet-stream", base + "/o"),
                sign("-X", "POST", base + "/empty"))) {
            assertThat(signed.code()).as(signed.err()).isZero();
            Run first = shell(signed.out().replaceFirst("curl", "curl --silent --noproxy '*'"));
            assertThat(first.out()).as(signed.out()).isEqualTo("hello orders");
            Run second = shell(signed.out().replaceFirst("curl", "curl --silent --noproxy '*'"));
            assertThat(second.out()).isEqualTo("replay");
        }
    }

    private static Run shell(String command) throws Exception {
        Process process = new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        return new Run(process.exitValue(), out, "");
    }

    @Test
    void whatCannotBeSignedIsOneLineAndOne() {
        keygen();
        for (Run run : List.of(
                sign("/relative"),
                sign("-H", "no colon", base + "/"),
                sign("-H", "Signature: x", base + "/"),
                sign("--data", "what the shell could not tell us: \uFFFD", base + "/"),
                sign("--data", "@" + folder.resolve("absent"), base + "/"),
                gapura("sign", "--keys", "file:" + keys, "--kid", "other", base + "/"),
                gapura("sign", "--keys", "file:" + folder.resolve("absent"), "--kid", "k1", base + "/"),
                gapura("sign", "--keys", keys.getFileName().toString(), "--kid", "k1", base + "/"))) {
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.err()).startsWith("gapura: ").hasLineCount(1);
            assertThat(run.out()).isEmpty();
        }
    }
}
