package io.gapura.examples.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gapura.filters.Body;
import io.gapura.filters.Client;
import io.gapura.filters.Headers;
import io.gapura.filters.Pipeline;
import io.gapura.filters.RequestView;
import io.gapura.filters.Target;
import io.gapura.filters.Verdict;
import io.gapura.filters.signing.KeyRing;
import io.gapura.filters.signing.SignatureProfile;
import io.gapura.filters.signing.Signatures;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A server that takes only signed requests, and says who called or why it refused. */
final class SigningServer implements AutoCloseable {
    private final HttpServer server;
    private final Pipeline pipeline;

    SigningServer(KeyRing ring, SignatureProfile profile) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        pipeline = Pipeline.builder()
                .add(Signatures.required(ring)
                        .authorities("localhost:" + server.getAddress().getPort())
                        .profile(profile)
                        .acceptingCreatedBeforeStart())
                .build();
        server.start();
    }

    String url(String path) {
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] content = exchange.getRequestBody().readAllBytes();
        Verdict verdict = pipeline.decide(RequestView.read(
                exchange.getRequestMethod(),
                Target.parse(exchange.getRequestURI().toString()),
                "http",
                Headers.of(line -> exchange.getRequestHeaders()
                        .forEach((name, values) -> values.forEach(value -> line.accept(name, value)))),
                content.length == 0 ? Body.none() : Body.of(content),
                Client.unknown()));
        byte[] text = verdict.rejection()
                .map(rejection -> rejection.reason())
                .orElseGet(() -> "hello " + verdict.request().caller().id() + " " + content.length)
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(verdict.rejection().map(r -> r.status()).orElse(200), text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
