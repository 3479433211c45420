package io.gapura.filters.audit.ship;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.Reference;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Whose certificates a place for lines may show: those of the Java runtime, or of a file (PEM) instead of them. */
public final class TrustedRoots {
    private static final int MOST_BYTES = 256 << 10;

    private TrustedRoots() {}

    /**
     * For client connections.
     *
     * @param setting for messages
     * @throws ConfigurationException when there is no certificate in it
     */
    public static SSLContext context(String setting, Optional<Reference> trust) {
        try {
            if (trust.isEmpty()) {
                return SSLContext.getDefault();
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store(trust.get().read(MOST_BYTES)));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException bad) {
            throw ConfigurationException.of(setting + " must lead to certificates (PEM)");
        }
    }

    private static KeyStore store(byte[] pem) throws GeneralSecurityException, IOException {
        Collection<? extends Certificate> certificates =
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
        if (certificates.isEmpty()) {
            throw new IOException("no certificate");
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (Certificate each : certificates) {
            store.setCertificateEntry("root-" + number++, each);
        }
        return store;
    }
}
