package io.gapura.filters.testkit.doctor;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The probe set. The first is the plain request for the examined path, to which others are compared. Methods other than
 * GET, HEAD, OPTIONS, TRACE, TRACK and CONNECT go to a path that nobody has, unless {@link Options#dangerouslyIntrusive()}.
 */
public final class Probes {
    private static final List<String> OTHER_FORMS = List.of("text/html", "application/xml", "text/plain");

    private Probes() {}

    /**
     * All for one address.
     *
     * @throws IllegalArgumentException when it is not an absolute http or https address
     */
    public static List<Probe> at(URI uri, Options options) {
        Aim aim = Aim.at(Doctor.checked(uri), options);
        List<Probe> all = new ArrayList<>();
        all.addAll(plain(aim));
        all.addAll(unknown(aim));
        all.addAll(methods(aim));
        all.addAll(TargetProbes.at(aim));
        all.addAll(HeaderProbes.at(aim));
        all.addAll(HeaderProbes.hosts(aim));
        all.addAll(FramingProbes.at(aim));
        all.addAll(ContentProbes.sizes(aim));
        all.addAll(ContentProbes.contents(aim));
        all.addAll(origins(aim));
        all.addAll(dispatches(aim));
        all.addAll(throwing(aim));
        all.addAll(parameters(aim));
        Set<String> names = new HashSet<>();
        all.forEach(probe -> {
            if (!names.add(probe.name())) {
                throw new IllegalStateException("two probes are named " + probe.name());
            }
        });
        return List.copyOf(all);
    }

    private static List<Probe> plain(Aim aim) {
        return new Collector(Area.PLAIN)
                .any("plain", aim.plain())
                .any("plain-html", aim.plain().accept("text/html"))
                .probes();
    }

    private static List<Probe> unknown(Aim aim) {
        Draft nowhere = aim.get(aim.nowhere());
        Collector probes = new Collector(Area.UNKNOWN)
                .any("unknown-path", nowhere)
                .any("unknown-path-root", aim.get("/" + aim.canary()))
                .any(
                        "unknown-path-canary",
                        nowhere.target(aim.nowhere() + "?" + aim.canary() + "=" + aim.canary())
                                .with("Cookie: " + aim.canary() + "=" + aim.canary())
                                .with("Referer: http://" + aim.canary() + ".invalid/"))
                .any(
                        "unknown-path-markup",
                        nowhere.target(aim.nowhere() + "/%3C" + aim.canary() + "%3E?q=%3C" + aim.canary() + "%3E")
                                .accept("text/html"));
        OTHER_FORMS.forEach(form -> probes.any("unknown-path-" + shortName(form), nowhere.accept(form)));
        return probes.probes();
    }

    private static List<Probe> methods(Aim aim) {
        Collector probes = new Collector(Area.METHOD)
                .any("method-head", aim.plain().method("HEAD"))
                .any("method-options", aim.plain().method("OPTIONS"))
                .any("method-options-star", aim.get("*").method("OPTIONS"))
                .any(
                        "method-override-post",
                        aim.unsafe("POST")
                                .with("X-HTTP-Method-Override: GAPURA")
                                .content("application/json", "{}"))
                .refuse("method-trace", aim.plain().method("TRACE"))
                .refuse("method-track", aim.plain().method("TRACK"))
                .refuse("method-connect", aim.get(aim.authority()).method("CONNECT"))
                .refuse("method-lower-case", aim.plain().method("get"))
                .refuse("method-unknown", aim.unsafe("GAPURA"))
                .refuse("method-override", aim.plain().with("X-HTTP-Method-Override: GAPURA"))
                .refuse("method-override-short", aim.plain().with("X-Method-Override: GAPURA"))
                .refuse("method-override-query", aim.get(aim.path() + "?_method=GAPURA"));
        for (String method : List.of("POST", "PUT", "PATCH", "DELETE", "PROPFIND")) {
            probes.any(
                    "method-" + method.toLowerCase(java.util.Locale.ROOT),
                    aim.unsafe(method).content("application/json", "{}"));
        }
        return probes.probes();
    }

    private static List<Probe> origins(Aim aim) {
        String foreign = "Origin: https://" + aim.canary() + ".invalid";
        Draft preflight = aim.plain()
                .method("OPTIONS")
                .with("Access-Control-Request-Method: PUT")
                .with("Access-Control-Request-Headers: authorization, x-doctor");
        return new Collector(Area.ORIGIN)
                .any("preflight-foreign", preflight.with(foreign))
                .any("preflight-null", preflight.with("Origin: null"))
                .any(
                        "preflight-alike",
                        preflight.with("Origin: https://" + aim.authority().replace(":", "-") + "." + aim.canary()
                                + ".invalid"))
                .any("origin-foreign", aim.plain().with(foreign))
                .any("origin-null", aim.plain().with("Origin: null"))
                .probes();
    }

    private static List<Probe> dispatches(Aim aim) {
        String context = aim.context();
        Collector probes = new Collector(Area.DISPATCH).any("dispatch-error", aim.get(context + "/error"));
        if (!context.isEmpty()) {
            probes.any("dispatch-error-root", aim.get("/error"));
        }
        return probes.any("dispatch-web-inf", aim.get(context + "/WEB-INF/web.xml"))
                .any("dispatch-web-inf-lower", aim.get(context + "/web-inf/web.xml"))
                .any("dispatch-web-inf-encoded", aim.get(context + "/%57EB-INF/web.xml"))
                .any("dispatch-web-inf-parameter", aim.get(context + "/WEB-INF;x/web.xml"))
                .any("dispatch-web-inf-dot", aim.get(context + "/%2e/WEB-INF/web.xml"))
                .any("dispatch-web-inf-slash", aim.get(context + "//WEB-INF/web.xml"))
                .any("dispatch-meta-inf", aim.get(context + "/META-INF/MANIFEST.MF"))
                .any("dispatch-meta-inf-folder", aim.get(context + "/META-INF/"))
                .probes();
    }

    private static List<Probe> throwing(Aim aim) {
        Collector probes = new Collector(Area.THROWING);
        for (int i = 0; i < aim.options().throwing().size(); i++) {
            Draft draft = aim.get(aim.options().throwing().get(i));
            String name = "throwing-" + (i + 1);
            probes.add(name, Wanted.FAILURE, draft);
            OTHER_FORMS.forEach(form -> probes.add(name + "-" + shortName(form), Wanted.FAILURE, draft.accept(form)));
        }
        return probes.probes();
    }

    private static List<Probe> parameters(Aim aim) {
        List<String> wrong = List.of(
                aim.canary(), "-1", "99999999999999999999", "1e9999", "%27", "%22%3C", "NaN", "2026-13-45", "true%00");
        Collector probes = new Collector(Area.PARAMETER);
        for (int i = 0; i < aim.options().parameters().size(); i++) {
            String path = aim.options().parameters().get(i);
            for (int j = 0; j < wrong.size(); j++) {
                String value = wrong.get(j);
                String target = path.contains("{}") ? path.replace("{}", value) : path + value;
                probes.any("parameter-" + (i + 1) + "-" + (j + 1), aim.get(target));
            }
        }
        return probes.probes();
    }

    private static String shortName(String mediaType) {
        return mediaType.substring(mediaType.indexOf('/') + 1);
    }
}
