package io.gapura.filters.testkit.doctor;

import io.gapura.filters.testkit.RawAnswer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All that looks at an answer. Immutable and thread-safe; at most 64 KiB of content is looked at. */
public final class Detectors {
    private static final Pattern PRODUCT_HEADER =
            Pattern.compile("(?i)server|x-powered-by|x-generator|x-runtime|x-asp.*");
    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+|/\\d");
    private static final Pattern DOCUMENT_STATUS =
            Pattern.compile("\"status\"\\s{0,9}:\\s{0,9}(\\d{3})\\b|<status>(\\d{3})</status>");
    private static final Set<String> PROBLEMS = Set.of("application/problem+json", "application/problem+xml");
    /** Answers that a server may give to a client's mistake. */
    private static final Set<Integer> NO_FAULT = Set.of(501, 503, 505);

    /** Errors that caches keep without being told to (RFC 9110 section 15.1). */
    private static final Set<Integer> CACHEABLE = Set.of(404, 405, 410, 414, 501);

    private static final Pattern DESCRIPTOR = Pattern.compile("<web-app|<beans|<persistence|(?m)^Manifest-Version:");

    private final Canary canary;
    private final String word;
    private final List<Detector> all = List.of(
            this::inside,
            this::canary,
            this::markup,
            Detectors::headers,
            Detectors::page,
            Detectors::documentStatus,
            Detectors::errorHeaders,
            Detectors::securityHeaders,
            this::echo,
            Detectors::exposed,
            Detectors::acceptance,
            Detectors::smuggled,
            this::foreignOrigin,
            this::foreignHost,
            Detectors::faults);

    private Detectors(String word) {
        this.word = word;
        this.canary = new Canary(word);
    }

    /** Detectors that know the word which no error may give back. */
    public static Detectors with(String canary) {
        return new Detectors(Options.standard().canary(canary).canary());
    }

    /** What is wrong with an answer as such, whatever was asked: for tests that send requests of their own. */
    public Map<Symptom, String> in(RawAnswer answer) {
        Probe any = Probe.of("any", Area.PLAIN, Wanted.ANSWER, "GET / HTTP/1.1\r\nAccept: */*\r\n\r\n");
        return in(new Sighting(any, List.of(answer), Sighting.End.ANSWERED, false, Optional.empty()));
    }

    Map<Symptom, String> in(Sighting sighting) {
        Map<Symptom, String> found = new LinkedHashMap<>();
        if (sighting.end() == Sighting.End.SILENT) {
            found.put(Symptom.SILENT, "");
        }
        if (sighting.end() == Sighting.End.ANSWERED) {
            all.forEach(detector -> detector.look(sighting, found));
        }
        return found;
    }

    private void inside(Sighting sighting, Map<Symptom, String> found) {
        Map<Symptom, String> seen =
                sighting.isError() ? Shapes.inError(everything(sighting)) : Shapes.in(everything(sighting));
        found.putAll(seen);
    }

    /** Words behind the status, fields of head and trailer, content. */
    private static String everything(Sighting sighting) {
        StringBuilder text = new StringBuilder(sighting.answer().reason()).append('\n');
        for (RawAnswer.Field field : sighting.answer().headers()) {
            if (!PRODUCT_HEADER.matcher(field.name()).matches()) {
                text.append(field.value()).append('\n');
            }
        }
        sighting.answer().trailers().forEach(field -> text.append(field.value()).append('\n'));
        return text.append(sighting.text()).toString();
    }

    private void canary(Sighting sighting, Map<Symptom, String> found) {
        if (sighting.isError() && canary.isIn(everything(sighting))) {
            found.put(Symptom.CANARY, word);
        }
    }

    private void markup(Sighting sighting, Map<Symptom, String> found) {
        boolean page = sighting.mediaType().isEmpty() || sighting.mediaType().matches(".*(html|xml).*");
        String tag = "<" + word.toLowerCase(Locale.ROOT);
        if (page && sighting.text().toLowerCase(Locale.ROOT).contains(tag)) {
            found.put(Symptom.MARKUP, tag);
        }
    }

    private static void headers(Sighting sighting, Map<Symptom, String> found) {
        for (RawAnswer.Field field : sighting.answer().headers()) {
            if (PRODUCT_HEADER.matcher(field.name()).matches() && !field.value().isBlank()) {
                boolean version = VERSION.matcher(field.value()).find();
                found.put(version ? Symptom.VERSION : Symptom.BANNER, field.name() + ": " + field.value());
            }
        }
        if (found.containsKey(Symptom.VERSION)) {
            found.remove(Symptom.BANNER);
        }
    }

    private static void page(Sighting sighting, Map<Symptom, String> found) {
        if (!sighting.isError() || !sighting.hasContent() || PROBLEMS.contains(sighting.mediaType())) {
            return;
        }
        for (Server server : Server.values()) {
            if (server.wrote(sighting.text())) {
                found.put(Symptom.PAGE, sighting.mediaType());
                return;
            }
        }
        if (!sighting.probe().accepts(sighting.mediaType())) {
            found.put(Symptom.MEDIA, sighting.mediaType());
        }
    }

    private static void documentStatus(Sighting sighting, Map<Symptom, String> found) {
        Matcher status = DOCUMENT_STATUS.matcher(sighting.text());
        if (PROBLEMS.contains(sighting.mediaType()) && status.find()) {
            String said = status.group(1) == null ? status.group(2) : status.group(1);
            if (!said.equals(Integer.toString(sighting.status()))) {
                found.put(Symptom.STATUS, said);
            }
        }
    }

    private static void errorHeaders(Sighting sighting, Map<Symptom, String> found) {
        String cache = sighting.header("Cache-Control").toLowerCase(Locale.ROOT);
        boolean kept = sighting.hasContent() || CACHEABLE.contains(sighting.status());
        if (sighting.isError() && kept && !cache.contains("no-store")) {
            found.put(Symptom.CACHE, cache);
        }
        String sniff = sighting.header("X-Content-Type-Options");
        if (sighting.hasContent() && !sniff.equalsIgnoreCase("nosniff")) {
            found.put(Symptom.SNIFF, sniff);
        }
    }

    private static void securityHeaders(Sighting sighting, Map<Symptom, String> found) {
        if (sighting.probe().area() != Area.PLAIN) {
            return;
        }
        if (sighting.header("Content-Security-Policy").isEmpty()) {
            found.put(Symptom.HEADERS, "no Content-Security-Policy");
        } else if (sighting.header("Referrer-Policy").isEmpty()) {
            found.put(Symptom.HEADERS, "no Referrer-Policy");
        }
        if (sighting.tls() && sighting.header("Strict-Transport-Security").isEmpty()) {
            found.put(Symptom.HSTS, "");
        }
    }

    private void echo(Sighting sighting, Map<Symptom, String> found) {
        boolean traced = sighting.probe().request().startsWith("TRA") && sighting.isServed();
        if (traced && (sighting.mediaType().equals("message/http") || canary.isIn(sighting.text()))) {
            found.put(Symptom.ECHO, sighting.text());
        }
    }

    private static void exposed(Sighting sighting, Map<Symptom, String> found) {
        boolean file = sighting.probe().area() == Area.DISPATCH && sighting.isServed();
        Matcher descriptor = DESCRIPTOR.matcher(sighting.text());
        if (file && descriptor.find()) {
            found.put(Symptom.EXPOSED, descriptor.group());
        }
    }

    private static void acceptance(Sighting sighting, Map<Symptom, String> found) {
        if (!sighting.probe().wanted().refusal() || found.containsKey(Symptom.ECHO)) {
            return;
        }
        int base = sighting.base().map(RawAnswer::status).orElse(0);
        boolean spelling = sighting.probe().wanted() == Wanted.NO_OTHER_SPELLING;
        if (sighting.isServed()) {
            boolean guarded = base == 401 || base == 403;
            boolean around = guarded && sighting.probe().wanted().aimsAtTheSame();
            found.put(around ? Symptom.BYPASS : Symptom.ACCEPTED, "plain " + base);
        } else if (spelling && base < 300 && (sighting.status() < 400 || sighting.status() == 404)) {
            found.put(Symptom.DIFFERS, "plain " + base);
        }
    }

    private static void smuggled(Sighting sighting, Map<Symptom, String> found) {
        if (sighting.probe().wanted() == Wanted.ONE_ANSWER && sighting.answers().size() > 1) {
            int second = sighting.answers().get(1).status();
            if (second != 400) {
                found.put(Symptom.SMUGGLED, "second answer " + second);
            }
        }
    }

    private void foreignOrigin(Sighting sighting, Map<Symptom, String> found) {
        String allowed = sighting.header("Access-Control-Allow-Origin");
        boolean foreign = canary.isIn(allowed) || allowed.equals("null") || allowed.equals("*");
        if (sighting.probe().area() == Area.ORIGIN && foreign) {
            boolean credentials =
                    sighting.header("Access-Control-Allow-Credentials").equals("true");
            found.put(credentials && !allowed.equals("*") ? Symptom.CREDENTIALS : Symptom.ORIGIN, allowed);
        }
    }

    private void foreignHost(Sighting sighting, Map<Symptom, String> found) {
        String fields = sighting.header("Location") + " " + sighting.header("Set-Cookie") + sighting.header("Link");
        String text = (fields + sighting.text()).toLowerCase(Locale.ROOT);
        if (sighting.probe().area() == Area.HOST
                && !sighting.isError()
                && text.contains(word.toLowerCase(Locale.ROOT) + ".invalid")) {
            found.put(Symptom.FORWARDED, fields);
        }
    }

    private static void faults(Sighting sighting, Map<Symptom, String> found) {
        boolean failing = sighting.probe().wanted() == Wanted.FAILURE;
        if (failing && sighting.status() < 500) {
            found.put(Symptom.UNTHROWN, Integer.toString(sighting.status()));
        }
        boolean plain = sighting.probe().area() == Area.PLAIN;
        if (!failing && !plain && sighting.status() >= 500 && !NO_FAULT.contains(sighting.status())) {
            found.put(Symptom.FAULT, Integer.toString(sighting.status()));
        }
    }
}
