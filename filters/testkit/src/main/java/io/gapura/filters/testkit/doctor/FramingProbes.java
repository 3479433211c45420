package io.gapura.filters.testkit.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Messages whose end two readers find at different places (RFC 9112 §6, §11.2). */
final class FramingProbes {
    private static final String CHUNKED = "Transfer-Encoding: chunked";

    private static final Map<String, String> LENGTHS = new TreeMap<>(Map.of(
            "framing-length-plus", "+0",
            "framing-length-minus", "-1",
            "framing-length-hex", "0x0",
            "framing-length-list", "0, 0",
            "framing-length-space", "0 0",
            "framing-length-exponent", "1e0",
            "framing-length-quoted", "\"0\""));
    private static final Map<String, String> CODINGS = new TreeMap<>(Map.of(
            "framing-coding-x-chunked", "xchunked",
            "framing-coding-not-last", "chunked, gzip",
            "framing-coding-identity", "identity",
            "framing-coding-twice", "chunked, chunked",
            "framing-coding-tabulator", "\u000bchunked"));
    private static final Map<String, String> CHUNKS = new TreeMap<>(Map.of(
            "framing-chunk-letters", "zz",
            "framing-chunk-hex-prefix", "0x1",
            "framing-chunk-minus", "-1",
            "framing-chunk-space", "1 1",
            "framing-chunk-overflow", "10000000000000001",
            "framing-chunk-extension", "1;\""));

    private FramingProbes() {}

    static List<Probe> at(Aim aim) {
        Draft plain = aim.plain();
        String hidden = hidden(aim);
        String none = "0\r\n\r\n";
        Collector probes = new Collector(Area.FRAMING)
                .add(
                        "framing-length-and-chunked",
                        Wanted.ONE_ANSWER,
                        open(plain)
                                .with("Content-Length: " + (none.length() + hidden.length()))
                                .with(CHUNKED)
                                .raw(none + hidden))
                .add(
                        "framing-chunked-and-length",
                        Wanted.ONE_ANSWER,
                        open(plain)
                                .with(CHUNKED)
                                .with("Content-Length: " + (none.length() + hidden.length()))
                                .raw(none + hidden))
                .add(
                        "framing-two-lengths",
                        Wanted.ONE_ANSWER,
                        open(plain)
                                .with("Content-Length: 0")
                                .with("Content-Length: " + hidden.length())
                                .raw(hidden))
                .add(
                        "framing-chunked-old",
                        Wanted.REFUSAL,
                        plain.version("HTTP/1.0").with(CHUNKED).raw(none));
        LENGTHS.forEach((name, length) -> probes.refuse(name, plain.with("Content-Length: " + length)));
        CODINGS.forEach((name, coding) ->
                probes.refuse(name, plain.with("Transfer-Encoding: " + coding).raw(none)));
        CHUNKS.forEach((name, chunk) -> probes.refuse(name, plain.with(CHUNKED).raw(chunk + "\r\nx\r\n" + none)));
        return probes.refuse("framing-chunk-too-long", plain.with(CHUNKED).raw("1\r\nxx\r\n" + none))
                .refuse(
                        "framing-two-codings",
                        plain.with(CHUNKED).with("Transfer-Encoding: x").raw(none))
                .probes();
    }

    /** A second request, which must not be seen; the server may go on reading. */
    private static String hidden(Aim aim) {
        return aim.get(aim.nowhere()).text();
    }

    private static Draft open(Draft plain) {
        List<String> lines = new ArrayList<>(plain.lines());
        lines.remove("Connection: close");
        return new Draft(
                plain.method(), plain.target(), plain.version(), plain.host(), plain.accept(), lines, plain.body());
    }
}
