package io.gapura.filters.limits;

import io.gapura.filters.Target;
import io.gapura.filters.config.DataSize;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The bounds of {@link Limits}; component {@code maxBody} is the key {@code limits.max-body}.
 *
 * @param maxUri raw path and query together, at most 8 KiB
 * @param maxQueryParameters parameters in the query, duplicates counted
 * @param maxParameterName characters in the name of a parameter of query or form, once decoded
 * @param maxHeaders header lines
 * @param maxHeaderBytes names and values of all header lines together
 * @param maxCookies cookies in all Cookie lines
 * @param maxBody content, declared or counted, on the wire and decoded
 * @param maxForm content of an urlencoded form, on the wire and decoded
 * @param maxFormFields parameters in a form, duplicates counted
 * @param codings content codings that are decoded; gzip or none
 * @param maxRatio decoded bytes for each byte of the wire, the first 64 KiB free
 * @param multipart who may parse {@code multipart/form-data}
 * @param deleteBody whether DELETE may have content
 */
record LimitSettings(
        DataSize maxUri,
        int maxQueryParameters,
        int maxParameterName,
        int maxHeaders,
        DataSize maxHeaderBytes,
        int maxCookies,
        DataSize maxBody,
        DataSize maxForm,
        int maxFormFields,
        Set<String> codings,
        int maxRatio,
        Multipart multipart,
        DeleteBody deleteBody) {
    static final LimitSettings DEFAULTS = new LimitSettings(
            DataSize.bytes(Target.LONGEST),
            100,
            128,
            100,
            DataSize.of("8KiB"),
            50,
            DataSize.of("1MiB"),
            DataSize.of("64KiB"),
            100,
            Set.of(),
            100,
            Multipart.REFUSE,
            DeleteBody.REFUSE);

    /** What becomes of {@code getParts}, for which a container reads the wire past every guard. */
    enum Multipart {
        /** Refused; an application may still parse the stream itself, as Jakarta REST runtimes do. */
        REFUSE,
        /** The container's, for content whose declared length is within the ceiling, and which nobody else watches. */
        DECLARED
    }

    /** Whether a request that removes something may carry content, which has no defined meaning (RFC 9110 §9.3.5). */
    enum DeleteBody {
        REFUSE,
        ALLOW
    }

    LimitSettings {
        if (maxUri.toBytes() < 1 || maxUri.toBytes() > Target.LONGEST) {
            throw new IllegalArgumentException("max-uri must be between 1 B and 8 KiB");
        }
        atLeast(0, maxQueryParameters, "max-query-parameters");
        atLeast(1, maxParameterName, "max-parameter-name");
        atLeast(1, maxHeaders, "max-headers");
        atLeast(1, maxHeaderBytes.toBytes(), "max-header-bytes");
        atLeast(0, maxCookies, "max-cookies");
        atLeast(0, maxFormFields, "max-form-fields");
        atLeast(1, maxRatio, "max-ratio");
        codings = Set.copyOf(codings);
        if (!Set.of("gzip").containsAll(codings)) {
            throw new IllegalArgumentException("codings must be gzip, or not set");
        }
    }

    private static void atLeast(int least, long given, String key) {
        if (given < least) {
            throw new IllegalArgumentException(key + " must be at least " + least);
        }
    }

    /** The same but for what is changed on the draft. */
    LimitSettings with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.settings();
    }

    /** Settings on their way to others; lives within one call. */
    static final class Draft {
        DataSize maxUri;
        int maxQueryParameters;
        int maxParameterName;
        int maxHeaders;
        DataSize maxHeaderBytes;
        int maxCookies;
        DataSize maxBody;
        DataSize maxForm;
        int maxFormFields;
        Set<String> codings;
        int maxRatio;
        Multipart multipart;
        DeleteBody deleteBody;

        private Draft(LimitSettings from) {
            this.maxUri = from.maxUri;
            this.maxQueryParameters = from.maxQueryParameters;
            this.maxParameterName = from.maxParameterName;
            this.maxHeaders = from.maxHeaders;
            this.maxHeaderBytes = from.maxHeaderBytes;
            this.maxCookies = from.maxCookies;
            this.maxBody = from.maxBody;
            this.maxForm = from.maxForm;
            this.maxFormFields = from.maxFormFields;
            this.codings = from.codings;
            this.maxRatio = from.maxRatio;
            this.multipart = from.multipart;
            this.deleteBody = from.deleteBody;
        }

        private LimitSettings settings() {
            return new LimitSettings(
                    maxUri,
                    maxQueryParameters,
                    maxParameterName,
                    maxHeaders,
                    maxHeaderBytes,
                    maxCookies,
                    maxBody,
                    maxForm,
                    maxFormFields,
                    codings,
                    maxRatio,
                    multipart,
                    deleteBody);
        }
    }
}
