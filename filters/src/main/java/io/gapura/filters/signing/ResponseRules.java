package io.gapura.filters.signing;

import io.gapura.filters.RequestView;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a signature of a response must cover, so that it answers one request and no other (RFC 9421 §2.4, §7.3.7).
 *
 * @param own of the response, always
 * @param ifPresent of the response, when the field is there
 * @param request of the request, always; written without {@code ;req}
 * @param requestIfPresent of the request, when the field is there
 * @param requestComponents whether a signature of the request is covered together with all that it covers, when it had
 *     one
 * @param tag the only one that counts; null when any
 */
record ResponseRules(
        List<String> own,
        List<String> ifPresent,
        List<String> request,
        List<String> requestIfPresent,
        boolean requestComponents,
        @Nullable String tag) {
    ResponseRules {
        own = List.copyOf(own);
        ifPresent = List.copyOf(ifPresent);
        request = List.copyOf(request);
        requestIfPresent = List.copyOf(requestIfPresent);
    }

    ResponseRules tagged(String text) {
        return new ResponseRules(own, ifPresent, request, requestIfPresent, requestComponents, text);
    }

    boolean requiresDigest() {
        return own.contains("content-digest");
    }

    /**
     * What our signer covers for a response, whose fields are all set.
     *
     * @param signed what a proven signature of the request covered; null when it had none
     */
    List<Component> wanted(Message response, @Nullable SignatureInput signed) throws SignatureRefusedException {
        Set<Component> wanted = new LinkedHashSet<>();
        own.forEach(name -> wanted.add(Component.of(name)));
        for (String field : ifPresent) {
            if (response.headers().contains(field)) {
                wanted.add(Component.of(field));
            }
        }
        wanted.addAll(ofRequest(response.request()));
        if (requestComponents && signed != null) {
            signed.components().forEach(component -> wanted.add(component.asRequested()));
            addSignature(response.request(), signed, wanted);
        }
        return List.copyOf(wanted);
    }

    /**
     * The signature itself, under the label that it has in the request: its nonce and time stand in no component, and
     * without them the answer to one request would be that to each later one like it.
     */
    private static void addSignature(@Nullable RequestView answered, SignatureInput signed, Set<Component> wanted)
            throws SignatureRefusedException {
        if (answered == null) {
            return;
        }
        SignatureFields sent = SignatureFields.read(answered.headers()).orElse(null);
        if (sent == null) {
            return;
        }
        for (String label : sent.labels()) {
            if (SignatureInput.of(sent.input(label)).text().equals(signed.text())) {
                wanted.add(signature(label));
                return;
            }
        }
    }

    private static Component signature(String label) {
        return Component.member("signature", label).asRequested();
    }

    private List<Component> ofRequest(@Nullable RequestView answered) {
        List<Component> wanted = new ArrayList<>();
        request.forEach(name -> wanted.add(Component.of(name).asRequested()));
        for (String field : requestIfPresent) {
            if (answered != null && answered.headers().contains(field)) {
                wanted.add(Component.of(field).asRequested());
            }
        }
        return wanted;
    }

    /** Step 3 for a response. */
    void require(Message response, SignatureInput input) throws SignatureRefusedException {
        RequestView answered = response.request();
        for (Component component : wanted(response, null)) {
            requireCovered(component, input);
        }
        if (requestComponents && answered != null) {
            requireBound(SignatureFields.read(answered.headers()).orElse(null), input);
        }
    }

    /** One signature of the request is enough, since each covered what its profile wants; not one may be none. */
    private static void requireBound(@Nullable SignatureFields sent, SignatureInput input)
            throws SignatureRefusedException {
        if (sent == null) {
            return;
        }
        for (String label : sent.labels()) {
            boolean bound = input.components().contains(signature(label))
                    && coversAllOf(SignatureInput.of(sent.input(label)), input);
            if (bound) {
                return;
            }
        }
        throw SignatureRefusedException.of(Reason.COVERAGE, "what the request signed is not covered");
    }

    private static boolean coversAllOf(SignatureInput sent, SignatureInput input) {
        for (Component component : sent.components()) {
            if (!input.components().contains(component.asRequested())) {
                return false;
            }
        }
        return true;
    }

    private static void requireCovered(Component component, SignatureInput input) throws SignatureRefusedException {
        if (!input.components().contains(component)) {
            throw SignatureRefusedException.of(Reason.COVERAGE, component.text() + " is not covered");
        }
    }
}
