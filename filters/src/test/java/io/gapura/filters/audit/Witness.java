package io.gapura.filters.audit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gapura.filters.audit.tlog.Checkpoint;
import io.gapura.filters.audit.tlog.ConsistencyProof;
import io.gapura.filters.audit.tlog.Cosigner;
import io.gapura.filters.audit.tlog.NotProvenException;
import io.gapura.filters.audit.tlog.NoteVerifier;
import io.gapura.filters.audit.tlog.TreeHash;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A witness as C2SP tlog-witness describes it, on a port of this machine: it proves everything before it signs. */
final class Witness implements AutoCloseable {
    static final String NAME = "witness.example.org/w1";

    private final HttpServer server;
    private final KeyPair pair;
    private final byte[] typed = new byte[33];
    private final NoteVerifier log;
    private Checkpoint seen = new Checkpoint("none", 0, TreeHash.EMPTY);
    final List<String> requests = new CopyOnWriteArrayList<>();
    final List<Integer> answers = new CopyOnWriteArrayList<>();
    volatile int refusing; // a status, 0 for none
    volatile boolean forging;

    Witness(NoteVerifier log) throws IOException, GeneralSecurityException {
        this.log = log;
        pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        typed[0] = 4;
        byte[] encoded = pair.getPublic().getEncoded();
        System.arraycopy(encoded, encoded.length - 32, typed, 1, 32);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/w/add-checkpoint", this::answer);
        server.start();
    }

    URI prefix() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/w");
    }

    String key() throws GeneralSecurityException {
        return NAME + "+" + HexFormat.of().formatHex(id()) + "+"
                + Base64.getEncoder().encodeToString(typed);
    }

    Cosigner cosigner() throws GeneralSecurityException, NotProvenException {
        return Cosigner.parse(key());
    }

    private byte[] id() throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update((NAME + "\n").getBytes(StandardCharsets.UTF_8));
        return Arrays.copyOf(digest.digest(typed), 4);
    }

    synchronized Checkpoint seen() {
        return seen;
    }

    synchronized void forget() {
        seen = new Checkpoint("none", 0, TreeHash.EMPTY);
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        byte[] answer = new byte[0];
        int status;
        try {
            status = refusing != 0 ? refusing : judged(body);
            if (status == 409) {
                answer = (seen().size() + "\n").getBytes(StandardCharsets.US_ASCII);
                exchange.getResponseHeaders().set("Content-Type", "text/x.tlog.size");
            } else if (status == 200) {
                answer = signed();
            }
        } catch (NotProvenException | GeneralSecurityException | RuntimeException bad) {
            status = 422;
        }
        answers.add(status);
        exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private synchronized int judged(byte[] body) throws NotProvenException {
        String text = new String(body, StandardCharsets.UTF_8);
        requests.add(text);
        int empty = text.indexOf("\n\n");
        List<String> head = List.of(text.substring(0, empty).split("\n"));
        Checkpoint next = Checkpoint.open(text.substring(empty + 2).getBytes(StandardCharsets.UTF_8), log);
        if (!head.get(0).startsWith("old ")) {
            return 400;
        }
        long old = Long.parseLong(head.get(0).substring(4));
        if (old > next.size()) {
            return 400;
        }
        if (old != seen.size()) {
            return 409;
        }
        List<TreeHash> hashes = new ArrayList<>();
        for (String line : head.subList(1, head.size())) {
            hashes.add(TreeHash.ofBase64(line));
        }
        new ConsistencyProof(old, next.size(), hashes).check(seen.root(), next.root());
        seen = next;
        return 200;
    }

    private byte[] signed() throws GeneralSecurityException {
        long time = 1_795_000_000L;
        Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(pair.getPrivate());
        signer.update(("cosignature/v1\ntime " + (forging ? time + 1 : time) + "\n" + seen().text())
                .getBytes(StandardCharsets.UTF_8));
        byte[] line = ByteBuffer.allocate(4 + 8 + 64)
                .put(id())
                .putLong(time)
                .put(signer.sign())
                .array();
        return ("\u2014 another/witness AAAAAAAAAA==\n" + "\u2014 " + NAME + " "
                        + Base64.getEncoder().encodeToString(line) + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
