package io.gapura.filters.testkit.doctor;

import java.util.List;

/** Fields, request lines and hosts that readers understand differently. */
final class HeaderProbes {
    private HeaderProbes() {}

    static List<Probe> at(Aim aim) {
        Draft plain = aim.plain();
        String field = "X-Doctor-Field: " + aim.canary();
        return new Collector(Area.HEADER)
                .refuse("header-nul", plain.with(field + "\0"))
                .refuse("header-cr", plain.with(field + "\rX-Doctor-Split: 1"))
                .refuse("header-control", plain.with(field + "\u0001"))
                .refuse("header-folded", plain.with(field + "\r\n folded"))
                .refuse("header-first-folded", plain.hostLine(" X-Doctor-Field: 1\r\n" + plain.host()))
                .refuse("header-space-before-colon", plain.with("X-Doctor-Field : 1"))
                .refuse("header-space-in-name", plain.with("X Doctor Field: 1"))
                .refuse("header-no-colon", plain.with("X-Doctor-Field"))
                .refuse("header-no-name", plain.with(": 1"))
                .refuse("header-name-high-byte", plain.with("X-D\u00f6ctor: 1"))
                .refuse(
                        "header-two-content-types",
                        plain.with("Content-Type: text/plain").with("Content-Type: application/json"))
                .refuse(
                        "header-two-authorizations",
                        plain.with("Authorization: Basic eDp4").with("Authorization: Bearer " + aim.canary()))
                .refuse("header-expect", plain.with("Expect: gapura"))
                .any("header-range", plain.with("Range: bytes=9-1"))
                .any("header-language", plain.with("Accept-Language: ../../" + aim.canary()))
                .any(
                        "header-rewrite",
                        plain.with("X-Original-URL: /" + aim.canary()).with("X-Rewrite-URL: /" + aim.canary()))
                .any("header-cookie-bad", plain.with("Cookie: =\"" + aim.canary() + "; ;\\;$Version=1"))
                .any("header-markup", plain.accept("text/html").with("X-Doctor-Field: <" + aim.canary() + ">"))
                .refuse("version-unknown", plain.version("HTTP/9.9"))
                .refuse("version-lower-case", plain.version("http/1.1"))
                .refuse("version-garbage", plain.version(aim.canary()))
                .refuse("version-none", plain.version(""))
                .probes();
    }

    static List<Probe> hosts(Aim aim) {
        Draft plain = aim.plain();
        String foreign = aim.canary() + ".invalid";
        Collector probes = new Collector(Area.HOST);
        if (!aim.context().isEmpty()) {
            // servers redirect a context without its slash, and take the host from somewhere
            Draft context = aim.get(aim.context());
            probes.any("host-foreign-redirect", context.hostLine("Host: " + foreign))
                    .any("forwarded-host-redirect", context.with("X-Forwarded-Host: " + foreign));
        }
        return probes.refuse("host-missing", plain.hostLine(""))
                .refuse("host-twice", plain.with("Host: " + foreign))
                .refuse("host-list", plain.hostLine("Host: " + aim.authority() + ", " + foreign))
                .refuse("host-space", plain.hostLine("Host: " + aim.authority() + " " + foreign))
                .refuse("host-path", plain.hostLine("Host: " + aim.authority() + "/" + foreign))
                .refuse("host-user", plain.hostLine("Host: " + foreign + "@" + aim.authority()))
                .refuse("host-port-bad", plain.hostLine("Host: " + foreign + ":port"))
                .any("host-foreign", plain.hostLine("Host: " + foreign))
                .any(
                        "forwarded-host",
                        plain.with("X-Forwarded-Host: " + foreign).with("X-Forwarded-Proto: https"))
                .any("forwarded", plain.with("Forwarded: for=192.0.2.1;host=" + foreign + ";proto=https"))
                .any("forwarded-for", plain.with("X-Forwarded-For: 127.0.0.1, " + foreign))
                .probes();
    }
}
