package io.gapura.filters.callers;

import io.gapura.filters.callers.TestAuthority.Issued;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.apache.catalina.connector.Connector;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.jspecify.annotations.Nullable;

/** Real handshakes with certificates that were made while the test runs. */
public final class Tls {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private Tls() {}

    /**
     * Sets up a connector that asks for client certificates.
     *
     * @param verification as Tomcat calls it: required, optional, optionalNoCA
     */
    public static void on(Connector connector, Issued server, X509Certificate trusted, String verification)
            throws IOException, GeneralSecurityException {
        Path folder = Files.createTempDirectory("gapura-tls");
        SSLHostConfig host = new SSLHostConfig();
        host.setCertificateVerification(verification);
        host.setTruststoreFile(write(folder.resolve("trust.p12"), trust(trusted)));
        host.setTruststorePassword(new String(PASSWORD));
        host.setTruststoreType("PKCS12");
        SSLHostConfigCertificate own = new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.EC);
        own.setCertificateKeystoreFile(write(folder.resolve("keys.p12"), keys(server)));
        own.setCertificateKeystorePassword(new String(PASSWORD));
        own.setCertificateKeystoreType("PKCS12");
        host.addCertificate(own);
        connector.setSecure(true);
        connector.setScheme("https");
        connector.setProperty("SSLEnabled", "true");
        connector.addSslHostConfig(host);
    }

    /** A client with its own certificate, or with none. */
    public static HttpClient client(X509Certificate trusted, Issued... own) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own.length == 0 ? empty() : keys(own[0]), PASSWORD);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trust(trusted));
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManager insistent = new Insistent((X509ExtendedKeyManager) keys.getKeyManagers()[0]);
            context.init(own.length == 0 ? null : new KeyManager[] {insistent}, trust.getTrustManagers(), null);
            return HttpClient.newBuilder()
                    .sslContext(context)
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();
        } catch (GeneralSecurityException | IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** Shows its certificate to servers, too, that say they want those of others. */
    private static final class Insistent extends X509ExtendedKeyManager {
        private final X509ExtendedKeyManager keys;

        Insistent(X509ExtendedKeyManager keys) {
            this.keys = keys;
        }

        @Override
        public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
            return "own";
        }

        @Override
        public String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
            return "own";
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return keys.getCertificateChain(alias);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return keys.getPrivateKey(alias);
        }

        @Override
        public String[] getClientAliases(String type, Principal[] issuers) {
            return new String[] {"own"};
        }

        @Override
        public String[] getServerAliases(String type, Principal[] issuers) {
            return new String[0];
        }

        @Override
        public @Nullable String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
            return null;
        }
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, PASSWORD);
        return store;
    }

    private static KeyStore trust(X509Certificate authority) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        store.setCertificateEntry("authority", authority);
        return store;
    }

    private static KeyStore keys(Issued own) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        store.setKeyEntry("own", own.keys().getPrivate(), PASSWORD, new Certificate[] {own.certificate()});
        return store;
    }

    private static String write(Path file, KeyStore store) throws IOException, GeneralSecurityException {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD);
        }
        return file.toString();
    }
}
