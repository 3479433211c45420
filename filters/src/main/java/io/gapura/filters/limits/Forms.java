package io.gapura.filters.limits;

import io.gapura.filters.BodyRejectedException;
import io.gapura.filters.Decision;
import io.gapura.filters.Query;
import io.gapura.filters.Rejection;
import io.gapura.filters.RequestView;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads urlencoded forms before anybody else does, bounded before they are parsed and parsed once: container and runtime
 * then take the parameters, or the bytes, that were checked here. Buffers at most {@code max-form}, or {@code max-body}
 * while that bound only observes.
 *
 * <p>Immutable and thread-safe.
 */
final class Forms {
    private final LimitSettings settings;
    private final int most;
    private final int ceiling;
    private final Predicate<Rejection> observes;

    Forms(LimitSettings settings, Predicate<Rejection> observes) {
        this.settings = settings;
        this.ceiling = (int) Math.min(settings.maxBody().toBytes(), Integer.MAX_VALUE - 16);
        this.most = (int) Math.min(settings.maxForm().toBytes(), ceiling);
        this.observes = observes;
    }

    /**
     * The request with its form, or what is wrong with it.
     *
     * @param gzip how the content is coded; null when it is not
     */
    Decision read(RequestView request, @Nullable GzipBody gzip) throws IOException {
        Optional<byte[]> content = content(request, gzip);
        if (content.isEmpty()) {
            return Refusals.FORM_SIZE;
        }
        byte[] form = content.get();
        List<Rejection> wrong = new ArrayList<>(0);
        check(form.length > most, Refusals.FORM_SIZE, wrong);
        check(gzip != null && gzip.isOver(), Refusals.RATIO, wrong);
        check(fields(form) > settings.maxFormFields(), Refusals.FORM_COUNT, wrong);
        for (Rejection first : wrong) {
            if (!observes.test(first)) {
                return Decision.reject(first);
            }
        }
        // Escapes are ASCII: a raw byte above it is refused by the parser, whatever it was meant to be.
        Query parsed = Query.form(new String(form, StandardCharsets.ISO_8859_1));
        checkParameters(parsed, request.query(), wrong);
        return decided(Decision.proceed(request.withForm(parsed)), wrong);
    }

    private Decision decided(Decision.Proceed learned, List<Rejection> wrong) {
        Decision.Proceed left = learned;
        for (Rejection each : wrong) {
            if (!observes.test(each)) {
                return Decision.reject(each);
            }
            left = left.observing(each);
        }
        return left;
    }

    private static void check(boolean isWrong, Decision.Reject refusal, List<Rejection> wrong) {
        if (isWrong) {
            wrong.add(refusal.rejection());
        }
    }

    /** What is decoded, in one piece; empty over an enforced bound. */
    private Optional<byte[]> content(RequestView request, @Nullable GzipBody gzip) throws IOException {
        int bound = observes.test(Refusals.FORM_SIZE.rejection()) ? ceiling : most;
        ByteBuffer wire;
        try {
            wire = request.body().read(bound);
        } catch (BodyRejectedException rejected) {
            if (rejected.rejection().status() == 413 && bound < ceiling) {
                return Optional.empty();
            }
            throw rejected;
        }
        byte[] content = new byte[wire.remaining()];
        wire.get(content);
        return gzip == null ? Optional.of(content) : decoded(content, gzip, bound);
    }

    private Optional<byte[]> decoded(byte[] wire, GzipBody gzip, int bound) throws IOException {
        try (InputStream in = gzip.decode(new ByteArrayInputStream(wire))) {
            byte[] content = in.readNBytes(bound + 1);
            return content.length > bound ? Optional.empty() : Optional.of(content);
        }
    }

    /** Pairs between ampersands, counted before one of them is parsed; the parser ignores empty ones as well. */
    private static int fields(byte[] form) {
        int fields = 0;
        boolean begun = false;
        for (byte octet : form) {
            if (octet == '&') {
                begun = false;
            } else if (!begun) {
                begun = true;
                fields++;
            }
        }
        return fields;
    }

    private void checkParameters(Query form, Query query, List<Rejection> wrong) {
        boolean overlong = false;
        boolean both = false;
        for (String name : form.asMap().keySet()) {
            overlong |= name.length() > settings.maxParameterName();
            both |= !query.all(name).isEmpty();
        }
        check(overlong, Refusals.FORM_NAME, wrong);
        check(both, Refusals.FORM_SOURCE, wrong);
        check(!form.all("_method").isEmpty(), Refusals.OVERRIDE_FORM, wrong);
    }
}
