package io.gapura.filters.audit.ship;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A key of a server with a certificate for one name, made by the keytool of this Java runtime. */
public final class TestCertificate {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private final SSLContext server;
    private final Path pem;

    private TestCertificate(SSLContext server, Path pem) {
        this.server = server;
        this.pem = pem;
    }

    /** Files go to that folder. */
    public static TestCertificate of(String name, Path folder) throws Exception {
        Path file = folder.resolve(name + ".p12");
        Path said = folder.resolve(name + ".log");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:" + name,
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        file.toString()))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        if (!keytool.waitFor(5, TimeUnit.MINUTES) || keytool.exitValue() != 0) {
            throw new IOException("keytool: " + Files.readString(said));
        }
        KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        String base64 = Base64.getMimeEncoder()
                .encodeToString(store.getCertificate("server").getEncoded());
        Path pem = Files.writeString(
                folder.resolve(name + ".pem"),
                "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
        return new TestCertificate(context, pem);
    }

    /** What a server presents. */
    public SSLContext server() {
        return server;
    }

    /** What a client trusts. */
    public Path pem() {
        return pem;
    }
}
