package io.gapura.filters.audit.ship;

import io.gapura.filters.ConfigurationException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** A server that speaks TLS 1.2 or 1.3 and has a certificate for the very name that the settings say. Immutable. */
record TlsPeer(String host, int port, SSLContext context, Duration timeout) {
    private static final Pattern ADDRESS = Pattern.compile("([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]+\\]):([0-9]{1,5})");

    /** From {@code host:port}; {@link ConfigurationException} for anything else. */
    static TlsPeer at(String setting, String address, SSLContext context, Duration timeout) {
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            throw ConfigurationException.of(setting + " must be HOST:PORT");
        }
        int port = Integer.parseInt(parts.group(2));
        if (port < 1 || port > 65_535) {
            throw ConfigurationException.of(setting + " must be HOST:PORT");
        }
        return new TlsPeer(parts.group(1), port, context, timeout);
    }

    /** A connection whose peer was verified. */
    TlsConnection connect() throws IOException {
        Socket plain = new Socket();
        boolean connected = false;
        try {
            int millis = (int) timeout.toMillis();
            plain.connect(new InetSocketAddress(host, port), millis);
            plain.setSoTimeout(millis);
            plain.setKeepAlive(true);
            SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS"); // RFC 5425 §5.2: the name that was configured
            parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            connected = true;
            return new TlsConnection(plain, socket);
        } finally {
            if (!connected) {
                plain.close();
            }
        }
    }
}
