package io.gapura.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PEM file of certificates is all that is trusted. */
class TrustFileTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    private Path folder;

    private void keytool(String name, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "-alias",
                "a",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store(name).toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("log")))
                .isZero();
    }

    private Path store(String name) {
        return folder.resolve(name + ".p12");
    }

    private Path certificate(String name) throws Exception {
        Path pem = folder.resolve(name + ".pem");
        keytool(name, "-genkeypair", "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost");
        keytool(name, "-exportcert", "-rfc", "-file", pem.toString());
        return pem;
    }

    private SSLServerSocket serve(String name) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(store(name).toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    }

    private static void shakeHands(SSLServerSocket server, SSLSocketFactory trust) throws Exception {
        CompletableFuture<Void> served = CompletableFuture.runAsync(() -> {
            try (SSLSocket client = (SSLSocket) server.accept()) {
                client.startHandshake();
            } catch (IOException refused) {
                // The client says why.
            }
        });
        try (SSLSocket socket = (SSLSocket) trust.createSocket("127.0.0.1", server.getLocalPort())) {
            socket.startHandshake();
        } finally {
            served.get(5, TimeUnit.MINUTES);
        }
    }

    @Test
    void theCertificateInTheFileIsTrustedAndNoOther() throws Exception {
        SSLSocketFactory trust = TrustFile.read(certificate("ours"));
        certificate("other");

        try (SSLServerSocket server = serve("ours")) {
            shakeHands(server, trust);
        }
        try (SSLServerSocket server = serve("other")) {
            assertThatThrownBy(() -> shakeHands(server, trust)).isInstanceOf(SSLHandshakeException.class);
        }
    }

    @Test
    void aFileWithoutACertificateIsNone() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        Path other = Files.writeString(
                folder.resolve("other.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

        assertThatThrownBy(() -> TrustFile.read(empty)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TrustFile.read(other)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TrustFile.read(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }
}
