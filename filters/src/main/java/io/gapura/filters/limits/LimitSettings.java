package io.gapura.filters.limits;

import io.gapura.filters.Target;
import io.gapura.filters.config.DataSize;

/**
 * The bounds of {@link Limits}; component {@code maxBody} is the key {@code limits.max-body}.
 *
 * @param maxUri raw path and query together, at most 8 KiB
 * @param maxQueryParameters parameters in the query, duplicates counted
 * @param maxParameterName characters in the name of a query parameter, once decoded
 * @param maxHeaders header lines
 * @param maxHeaderBytes names and values of all header lines together
 * @param maxCookies cookies in all Cookie lines
 * @param maxBody content, declared or counted
 */
record LimitSettings(
        DataSize maxUri,
        int maxQueryParameters,
        int maxParameterName,
        int maxHeaders,
        DataSize maxHeaderBytes,
        int maxCookies,
        DataSize maxBody) {
    static final LimitSettings DEFAULTS = new LimitSettings(
            DataSize.bytes(Target.LONGEST), 100, 128, 100, DataSize.of("8KiB"), 50, DataSize.of("1MiB"));

    LimitSettings {
        if (maxUri.toBytes() < 1 || maxUri.toBytes() > Target.LONGEST) {
            throw new IllegalArgumentException("max-uri must be between 1 B and 8 KiB");
        }
        atLeast(0, maxQueryParameters, "max-query-parameters");
        atLeast(1, maxParameterName, "max-parameter-name");
        atLeast(1, maxHeaders, "max-headers");
        atLeast(1, maxHeaderBytes.toBytes(), "max-header-bytes");
        atLeast(0, maxCookies, "max-cookies");
    }

    private static void atLeast(int least, long given, String key) {
        if (given < least) {
            throw new IllegalArgumentException(key + " must be at least " + least);
        }
    }

    LimitSettings withMaxUri(DataSize most) {
        return new LimitSettings(
                most, maxQueryParameters, maxParameterName, maxHeaders, maxHeaderBytes, maxCookies, maxBody);
    }

    LimitSettings withMaxQueryParameters(int most) {
        return new LimitSettings(maxUri, most, maxParameterName, maxHeaders, maxHeaderBytes, maxCookies, maxBody);
    }

    LimitSettings withMaxParameterName(int most) {
        return new LimitSettings(maxUri, maxQueryParameters, most, maxHeaders, maxHeaderBytes, maxCookies, maxBody);
    }

    LimitSettings withMaxHeaders(int most) {
        return new LimitSettings(
                maxUri, maxQueryParameters, maxParameterName, most, maxHeaderBytes, maxCookies, maxBody);
    }

    LimitSettings withMaxHeaderBytes(DataSize most) {
        return new LimitSettings(maxUri, maxQueryParameters, maxParameterName, maxHeaders, most, maxCookies, maxBody);
    }

    LimitSettings withMaxCookies(int most) {
        return new LimitSettings(
                maxUri, maxQueryParameters, maxParameterName, maxHeaders, maxHeaderBytes, most, maxBody);
    }

    LimitSettings withMaxBody(DataSize most) {
        return new LimitSettings(
                maxUri, maxQueryParameters, maxParameterName, maxHeaders, maxHeaderBytes, maxCookies, most);
    }
}
