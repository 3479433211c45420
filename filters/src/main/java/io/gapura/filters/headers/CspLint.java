package io.gapura.filters.headers;

import io.gapura.filters.headers.ContentSecurityPolicy.Directive;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a policy as a browser does and names what it lets an attacker do. Pure. */
final class CspLint {
    private static final Set<String> SANDBOX = Set.of(
            "allow-downloads",
            "allow-forms",
            "allow-modals",
            "allow-orientation-lock",
            "allow-pointer-lock",
            "allow-popups",
            "allow-popups-to-escape-sandbox",
            "allow-presentation",
            "allow-same-origin",
            "allow-scripts",
            "allow-storage-access-by-user-activation",
            "allow-top-navigation",
            "allow-top-navigation-by-user-activation",
            "allow-top-navigation-to-custom-protocols");

    private final ContentSecurityPolicy policy;
    private final List<CspFinding> findings = new ArrayList<>();

    private CspLint(ContentSecurityPolicy policy) {
        this.policy = policy;
    }

    static List<CspFinding> of(ContentSecurityPolicy policy) {
        CspLint lint = new CspLint(policy);
        lint.shapes();
        lint.scripts();
        lint.styles();
        lint.missing();
        return List.copyOf(lint.findings);
    }

    private void add(String directive, String risk, String fix) {
        findings.add(new CspFinding(directive, risk, fix));
    }

    private void shapes() {
        Set<String> seen = new HashSet<>();
        int place = 0;
        for (Directive directive : policy.directives()) {
            place++;
            Optional<CspDirective> known = CspDirective.named(directive.name());
            if (known.isEmpty()) {
                add("directive " + place, "no browser knows it, so it protects nothing", "correct its name");
            } else if (!seen.add(directive.name())) {
                add(directive.name(), "stands twice, and browsers ignore the second", "write it once");
            } else {
                shape(known.get(), directive);
            }
        }
    }

    private void shape(CspDirective known, Directive directive) {
        String name = known.text();
        switch (known.kind()) {
            case SOURCES -> sources(name, directive);
            case ANCESTORS -> ancestors(name, directive);
            case DEPRECATED -> add(name, "is deprecated, and browsers ignore it", "leave it out");
            case SANDBOX -> onlyOf(name, directive, SANDBOX);
            case SINKS -> exactly(name, directive, "'script'");
            case WEBRTC -> exactly(name, directive, "'allow'", "'block'");
            case FLAG -> count(name, directive, 0, 0);
            case GROUP -> count(name, directive, 1, 1);
            case URIS -> count(name, directive, 1, 8);
            case POLICIES -> count(name, directive, 0, 32);
        }
    }

    private void sources(String name, Directive directive) {
        List<CspSource> sources = sourcesOf(directive);
        if (sources.isEmpty()) {
            add(name, "has no source, which reads as an oversight", "write 'none'");
        }
        boolean none = sources.stream().anyMatch(source -> source.is("'none'"));
        if (none && sources.size() > 1) {
            add(name, "has 'none' beside other sources, which browsers then ignore", "keep one of both");
        }
        if (sources.stream().anyMatch(source -> source.kind() == CspSource.Kind.INVALID)) {
            add(name, "holds what is no source, and browsers skip it", "quote keywords, and write hosts without query");
        }
        if (sources.stream().anyMatch(source -> source.kind() == CspSource.Kind.NONCE_LITERAL)) {
            add(name, "has a fixed nonce, which every visitor can read", "write 'nonce' for one per request");
        }
    }

    private void ancestors(String name, Directive directive) {
        sources(name, directive);
        List<CspSource> sources = sourcesOf(directive);
        boolean foreign = sources.stream()
                .anyMatch(source -> source.namesInline()
                        || source.kind() == CspSource.Kind.KEYWORD && !source.is("'self'") && !source.is("'none'"));
        if (foreign) {
            add(name, "holds what is no ancestor, and browsers skip it", "name hosts, 'self' or 'none'");
        }
        if (sources.stream().anyMatch(CspLint::isWide)) {
            add(name, "lets strangers frame the page (clickjacking)", "name the hosts that may");
        }
    }

    private void onlyOf(String name, Directive directive, Set<String> words) {
        if (!words.containsAll(directive.values())) {
            add(name, "holds a word that browsers skip", "use the words of the HTML sandbox attribute");
        }
    }

    private void exactly(String name, Directive directive, String... words) {
        if (directive.values().size() != 1
                || !List.of(words).contains(directive.values().get(0))) {
            add(name, "has not the value that browsers expect", "write " + String.join(" or ", words));
        }
    }

    private void count(String name, Directive directive, int least, int most) {
        int values = directive.values().size();
        if (values < least || values > most) {
            add(name, "has a number of values that browsers do not expect", "write " + (most == 0 ? "none" : least));
        }
    }

    /** The first one counts, as in browsers. */
    private Optional<Directive> directive(CspDirective directive) {
        return policy.directives().stream()
                .filter(there -> there.name().equals(directive.text()))
                .findFirst();
    }

    private static List<CspSource> sourcesOf(Directive directive) {
        return directive.values().stream().map(CspSource::of).toList();
    }

    private void scripts() {
        if (directive(CspDirective.SCRIPT_SRC)
                .or(() -> directive(CspDirective.DEFAULT_SRC))
                .isEmpty()) {
            add("script-src", "is missing with default-src, so any script runs", "write default-src 'self' or 'none'");
        }
        judged(CspDirective::isForScripts, CspDirective.SCRIPT_SRC).forEach(this::script);
    }

    private void script(Directive directive) {
        String name = directive.name();
        List<CspSource> sources = sourcesOf(directive);
        boolean named = sources.stream().anyMatch(CspSource::namesInline);
        boolean dynamic = named && sources.stream().anyMatch(source -> source.is("'strict-dynamic'"));
        if (!named && sources.stream().anyMatch(source -> source.is("'unsafe-inline'"))) {
            add(name, "'unsafe-inline' runs every injected script", "write 'nonce', or the hash of each script");
        }
        if (sources.stream().anyMatch(source -> source.is("'unsafe-eval'"))) {
            add(name, "'unsafe-eval' turns text into code", "use JSON.parse, or 'wasm-unsafe-eval' for WebAssembly");
        }
        if (!dynamic && sources.stream().anyMatch(CspLint::isWide)) {
            add(
                    name,
                    "a whole scheme, * or http: lets strangers serve scripts",
                    "name hosts, or 'nonce' 'strict-dynamic'");
        }
    }

    private static boolean isWide(CspSource source) {
        return source.kind() == CspSource.Kind.ANY_HOST
                || source.kind() == CspSource.Kind.SCHEME
                || source.kind() == CspSource.Kind.HOST
                        && (source.text().startsWith("http:") || source.text().contains("://*/"));
    }

    private void styles() {
        for (Directive directive : judged(CspDirective::isForStyles, CspDirective.STYLE_SRC)) {
            List<CspSource> sources = sourcesOf(directive);
            boolean named = sources.stream().anyMatch(CspSource::namesInline);
            boolean isScript = directive.name().equals("default-src")
                    && directive(CspDirective.SCRIPT_SRC).isEmpty();
            if (!named && !isScript && sources.stream().anyMatch(source -> source.is("'unsafe-inline'"))) {
                add(
                        directive.name(),
                        "'unsafe-inline' lets injected styles read a page and hide it",
                        "write 'nonce', or the hash of each style");
            }
        }
    }

    /** The directives of a family, and default-src where the family has no head of its own. */
    private List<Directive> judged(java.util.function.Predicate<CspDirective> family, CspDirective head) {
        List<Directive> all = new ArrayList<>();
        for (CspDirective known : CspDirective.values()) {
            if (family.test(known)) {
                directive(known).ifPresent(all::add);
            }
        }
        if (directive(head).isEmpty()) {
            directive(CspDirective.DEFAULT_SRC).ifPresent(all::add);
        }
        return all;
    }

    /** What does not fall back to default-src, or not safely enough unless that one is closed. */
    private void missing() {
        Optional<Directive> fallback = directive(CspDirective.DEFAULT_SRC);
        if (fallback.isPresent() && fallback.get().has("'none'")) {
            return;
        }
        if (directive(CspDirective.OBJECT_SRC).isEmpty()) {
            add("object-src", "is missing, so plug-in content may run", "write object-src 'none'");
        }
        if (directive(CspDirective.BASE_URI).isEmpty()) {
            add("base-uri", "is missing, so an injected <base> redirects relative scripts", "write base-uri 'none'");
        }
        if (directive(CspDirective.FRAME_ANCESTORS).isEmpty()) {
            add("frame-ancestors", "is missing, so strangers may frame the page", "write frame-ancestors 'none'");
        }
    }
}
