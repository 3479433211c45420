package io.gapura.filters.testkit.doctor;

import java.util.List;
import java.util.Locale;

/** Too much, unreadable, of a kind that nobody asked for. */
final class ContentProbes {
    private static final String JSON = "application/json";

    private ContentProbes() {}

    static List<Probe> sizes(Aim aim) {
        Draft plain = aim.plain();
        Draft many = plain;
        for (int i = 0; i < 300; i++) {
            many = many.with("X-Doctor-" + i + ": " + i);
        }
        return new Collector(Area.SIZE)
                .refuse("size-target", aim.get(aim.path() + "?" + aim.canary() + "=" + "a".repeat(20_000)))
                .refuse("size-parameters", aim.get(aim.path() + "?" + "a=1&".repeat(1_500) + "a=1"))
                .refuse("size-header", plain.with("X-Doctor-Field: " + "a".repeat(20_000)))
                .refuse("size-headers", many)
                .refuse("size-cookies", plain.with("Cookie: " + "a=1; ".repeat(600) + "a=1"))
                .refuse(
                        "size-body-declared",
                        aim.unsafe("POST").with("Content-Type: " + JSON).with("Content-Length: 1099511627776"))
                .refuse(
                        "size-body-chunked",
                        aim.unsafe("POST")
                                .with("Content-Type: " + JSON)
                                .with("Transfer-Encoding: chunked")
                                .raw(chunks(33, 65_536)))
                .probes();
    }

    private static String chunks(int count, int size) {
        String chunk = String.format(Locale.ROOT, "%x\r\n", size) + " ".repeat(size) + "\r\n";
        return chunk.repeat(count) + "0\r\n\r\n";
    }

    static List<Probe> contents(Aim aim) {
        Draft post = aim.unsafe("POST");
        Draft plain = aim.plain();
        return new Collector(Area.CONTENT)
                .refuse("content-broken", post.content(JSON, "{\"" + aim.canary() + "\":"))
                .any("content-wrong-type", post.content(JSON, "[\"" + aim.canary() + "\"]"))
                .any("content-unknown-member", post.content(JSON, "{\"" + aim.canary() + "\":1}"))
                .any("content-repeated-member", post.content(JSON, "{\"a\":1,\"a\":2}"))
                .refuse("content-deep", post.content(JSON, "[".repeat(20_000)))
                .any("content-not-utf8", post.content(JSON, "{\"a\":\"\u00ff\u00fe\"}"))
                .any("content-empty", post.content(JSON, ""))
                .refuse(
                        "content-undeclared-gzip",
                        post.with("Content-Encoding: gzip").content(JSON, "\u001f\u008b{}"))
                .refuse(
                        "content-unknown-coding",
                        post.with("Content-Encoding: gapura").content(JSON, "{}"))
                .any("content-type-unknown", post.content("application/x-gapura", "{}"))
                .refuse("content-type-garbage", post.content("garbage;;=\"" + aim.canary(), "{}"))
                .refuse("content-charset-unknown", post.content(JSON + ";charset=gapura", "{}"))
                .any(
                        "content-xml-doctype",
                        post.content(
                                "application/xml", "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///dev/null\">]><a>&x;</a>"))
                .any("content-form-bad", post.content("application/x-www-form-urlencoded", "a=%zz&%00=" + aim.canary()))
                .any("content-multipart-bad", post.content("multipart/form-data", "--" + aim.canary()))
                .any("accept-unknown", plain.accept("image/x-gapura"))
                .any("accept-garbage", plain.accept(";;q=" + aim.canary()))
                .any("accept-long", plain.accept("a/b,".repeat(1_000) + "a/b"))
                .probes();
    }
}
