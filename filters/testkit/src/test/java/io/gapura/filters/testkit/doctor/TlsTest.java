package io.gapura.filters.testkit.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Examinations over TLS, of a server with a certificate of its own. */
class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final Options OPTIONS = Options.standard()
            .timeout(Duration.ofSeconds(60))
            .within(Duration.ofMinutes(30))
            .perSecond(1_000)
            .throwing("/shop/fail");

    @TempDir
    private static Path folder;

    private static SSLContext context;

    @BeforeAll
    static void makeCertificate() throws Exception {
        Path file = folder.resolve("server.p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        file.toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(keytool.exitValue())
                .as(Files.readString(folder.resolve("keytool.log")))
                .isZero();
        KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", store.getCertificate("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    }

    private static FakeServer start(FakeServer.Mind mind) throws IOException {
        return FakeServer.start(context.getServerSocketFactory().createServerSocket(), mind);
    }

    private static URI at(FakeServer server, String host) {
        return URI.create("https://" + server.authority().replace("localhost", host) + Minds.PATH);
    }

    @Test
    void nothingIsFoundOverTlsEither() throws IOException {
        try (FakeServer server = start(Minds::sound)) {
            Diagnosis diagnosis = Doctor.examine(at(server, "localhost"), OPTIONS.trust(context.getSocketFactory()));

            assertThat(diagnosis.findings()).isEmpty();
            assertThat(diagnosis.finished()).isTrue();
        }
    }

    @Test
    void aMissingHstsIsFound() throws IOException {
        try (FakeServer server =
                start(request -> Minds.sound(request).replace("Strict-Transport-Security: max-age=1\r\n", ""))) {
            Diagnosis diagnosis = Doctor.examine(at(server, "localhost"), OPTIONS.trust(context.getSocketFactory()));

            assertThat(diagnosis.findings()).extracting(Finding::symptom).containsOnly(Symptom.HSTS);
            assertThat(diagnosis.findings()).extracting(Finding::probe).contains("plain");
        }
    }

    @Test
    void aCertificateThatNobodyVouchesForIsNotTrusted() throws IOException {
        try (FakeServer server = start(Minds::sound)) {
            assertThatThrownBy(() -> Doctor.examine(at(server, "localhost"), OPTIONS))
                    .isInstanceOf(SSLException.class);
            assertThat(server.requests()).allMatch(String::isEmpty);
        }
    }

    @Test
    void aCertificateForAnotherHostIsNotTrusted() throws IOException {
        try (FakeServer server = start(Minds::sound)) {
            assertThatThrownBy(() -> Doctor.examine(at(server, "127.0.0.1"), OPTIONS.trust(context.getSocketFactory())))
                    .isInstanceOf(SSLException.class);
        }
    }
}
