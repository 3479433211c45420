package io.gapura.filters.audit;

import io.gapura.filters.HeaderLine;
import io.gapura.filters.signing.RequestSigner;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Posts checkpoints, each request signed where there is a key for that: the note itself is, and who may post is the other
 * side's question. Of the answer nothing is read but its status.
 */
final class WebhookAnchor implements Anchor {
    private static final HeaderLine TYPE = new HeaderLine("Content-Type", "text/plain; charset=utf-8");

    private final URI address;
    private final Optional<RequestSigner> signer;
    private final HttpPost post = new HttpPost();

    WebhookAnchor(URI address, Optional<RequestSigner> signer) {
        this.address = HttpPost.checked(address);
        this.signer = signer;
    }

    @Override
    public void take(byte[] note) throws IOException {
        List<HeaderLine> lines = new ArrayList<>(List.of(TYPE));
        signer.ifPresent(each -> lines.addAll(each.sign("POST", address, List.of(TYPE), note)));
        Map<String, String> headers = new LinkedHashMap<>();
        lines.forEach(line -> headers.put(line.name(), line.value()));
        int status = post.send(address, headers, note).status();
        if (status < 200 || status > 299) {
            throw new IOException("the anchor answered with status " + status);
        }
    }
}
