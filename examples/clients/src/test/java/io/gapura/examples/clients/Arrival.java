package io.gapura.examples.clients;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One request as it came over the wire. */
record Arrival(
        String method,
        String target,
        String signatureInput,
        String signature,
        String type,
        String digest,
        String encoding,
        int status) {
    private static final Pattern NONCE = Pattern.compile(";nonce=\"([^\"]*)\"");

    String nonce() {
        Matcher found = NONCE.matcher(signatureInput);
        return found.find() ? found.group(1) : "";
    }
}
