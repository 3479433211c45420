package io.gapura.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.Body;
import io.gapura.filters.Client;
import io.gapura.filters.Headers;
import io.gapura.filters.RefusedException;
import io.gapura.filters.RequestView;
import io.gapura.filters.Target;
import io.gapura.filters.TrustedProxies;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What must hold of any forwarded fields, whichever family the proxies write. */
final class ProxySayings {
    static final String NETWORK = "10.0.0.0/8";

    private static final Client PROXY = new Client("10.0.0.1");
    private static final Client STRANGER = new Client("198.51.100.7");
    private static final Set<String> WORDS = Set.of("forwarded.ambiguous", "forwarded.malformed", "forwarded.size");

    private ProxySayings() {}

    /** Whose word counts for nothing: request and client are as if the fields had not come, or it is refused. */
    static void assertThatAStrangerSaysNothing(TrustedProxies trusted, List<String> fields) {
        RequestView view = read(trusted, fields, STRANGER);
        assertThat(view.client()).isEqualTo(STRANGER);
        assertThat(view.scheme()).isEqualTo("http");
        assertThat(view.authority()).isEqualTo("app.example");
        assertThat(view.isForwarded()).isFalse();
        view.headers().each((name, value) -> assertThat(name).isEqualTo("Host"));
        TrustedProxies strict = trusted.untrusted(TrustedProxies.Untrusted.REFUSE);
        if (fields.isEmpty()) {
            assertThat(read(strict, fields, STRANGER).client()).isEqualTo(STRANGER);
            return;
        }
        try {
            read(strict, fields, STRANGER);
        } catch (RefusedException refused) {
            assertThat(refused.rejection().reason()).isEqualTo("forwarded.untrusted");
            return;
        }
        throw new AssertionError("a stranger who speaks like a proxy was let through");
    }

    /**
     * One literal comes out, or a declared refusal; and what a client writes in front of what the proxies write changes
     * nothing that comes out.
     */
    static void assertThatAProxySaysOneThing(TrustedProxies trusted, List<String> fields, List<String> forged) {
        Optional<RequestView> read = readOrRefused(trusted, fields);
        if (read.isEmpty()) {
            return;
        }
        RequestView view = read.get();
        assertThat(isLiteral(view.client().address())).isTrue();
        assertThat(Client.of(view.client().address())).isEqualTo(view.client());
        assertThat(view.scheme()).isIn("http", "https");
        assertThat(view.authority()).matches("[\\x21-\\x7e]+").doesNotContain("/", "@", ",");
        if (view.client().address().startsWith("10.")) {
            return; // all are proxies, so that whoever stands further to the left is the client
        }
        List<String> more = new ArrayList<>(forged);
        more.addAll(fields);
        readOrRefused(trusted, more).ifPresent(again -> {
            assertThat(again.client()).isEqualTo(view.client());
            assertThat(again.scheme()).isEqualTo(view.scheme());
            assertThat(again.authority()).isEqualTo(view.authority());
        });
    }

    private static Optional<RequestView> readOrRefused(TrustedProxies trusted, List<String> fields) {
        try {
            return Optional.of(read(trusted, fields, PROXY));
        } catch (RefusedException refused) {
            assertThat(refused.rejection().status()).isEqualTo(400);
            assertThat(refused.rejection().hard()).isTrue();
            assertThat(refused.rejection().reason()).isIn(WORDS);
            return Optional.empty();
        }
    }

    private static RequestView read(TrustedProxies trusted, List<String> fields, Client peer) {
        List<String> lines = new ArrayList<>(List.of("Host", "app.example"));
        lines.addAll(fields);
        Headers headers = Headers.of(lines.toArray(String[]::new));
        return trusted.read("GET", Target.parse("/"), "http", headers, Body.none(), peer);
    }

    /** By another parser than ours, which is given nothing that it would look up. */
    private static boolean isLiteral(String text) {
        boolean v4 = text.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
        if (!v4 && !(text.contains(":") && text.matches("[0-9a-f:.]+"))) {
            return false;
        }
        try {
            return InetAddress.getByName(text).getAddress().length == (v4 ? 4 : 16);
        } catch (UnknownHostException none) {
            return false;
        }
    }
}
