package io.gapura.filters.testkit.doctor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** A server on a raw socket: what it answers is what the test says, byte for byte. */
final class FakeServer implements AutoCloseable {
    /** One of its minds. */
    interface Mind {
        /** Bytes to send, one for each character; empty closes without a word. */
        String answer(String request);
    }

    /** Said in place of an answer: nothing is sent, and the connection stays open. */
    static final String SILENCE = "silence";

    /** A client that has connected may be held up before it speaks; what it then says comes at once. */
    private static final int LONGEST_MILLIS = 300_000;

    private static final int REST_MILLIS = 200;

    private final ServerSocket socket;
    private final Mind mind;
    private final ConcurrentLinkedQueue<String> requests = new ConcurrentLinkedQueue<>();

    private FakeServer(ServerSocket socket, Mind mind) {
        this.socket = socket;
        this.mind = mind;
    }

    static FakeServer start(Mind mind) throws IOException {
        return start(new ServerSocket(), mind);
    }

    /** On a socket of any kind that is not bound yet. */
    static FakeServer start(ServerSocket socket, Mind mind) throws IOException {
        socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
        FakeServer server = new FakeServer(socket, mind);
        Thread thread = new Thread(server::accept, "fake-server");
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    String authority() {
        return "localhost:" + socket.getLocalPort();
    }

    URI at(String path) {
        return URI.create("http://" + authority() + path);
    }

    /** All that came, as Latin-1. */
    ConcurrentLinkedQueue<String> requests() {
        return requests;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread thread = new Thread(() -> serve(client), "fake-client");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setSoTimeout(LONGEST_MILLIS);
            int first = client.getInputStream().read();
            if (first < 0) {
                return;
            }
            client.setSoTimeout(REST_MILLIS);
            String request = (char) first + read(client.getInputStream());
            requests.add(request);
            String answer = mind.answer(request);
            if (answer.equals(SILENCE)) {
                TimeUnit.SECONDS.sleep(1);
                return;
            }
            client.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
            client.getOutputStream().flush();
            client.shutdownOutput();
            // what is not read when a socket is closed makes the answer vanish
            read(client.getInputStream());
        } catch (IOException | InterruptedException gone) {
            // The client has what it wanted, or does not want it.
        }
    }

    /** Up to the end of the head and what comes with it at once. */
    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[65_536];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                bytes.write(buffer, 0, n);
                String text = bytes.toString(StandardCharsets.ISO_8859_1);
                int head = text.indexOf("\r\n\r\n");
                if (head >= 0 && isWhole(text, head)) {
                    break;
                }
            }
        } catch (SocketTimeoutException noMore) {
            // That was all.
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private static boolean isWhole(String text, int head) {
        boolean chunked = text.contains("Transfer-Encoding:");
        return chunked ? text.endsWith("0\r\n\r\n") : text.length() - head < 100_000;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
