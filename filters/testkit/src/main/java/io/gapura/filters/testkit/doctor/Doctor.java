package io.gapura.filters.testkit.doctor;

import io.gapura.filters.testkit.RawAnswer;
import io.gapura.filters.testkit.RawHttp;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;

/**
 * Examines a running application from outside: the attack kit for a test of your own, and the engine of {@code gapura
 * doctor}.
 *
 * <p>Sends one probe after the other, each on a connection of its own, at a bounded rate and for a bounded time. Examine
 * only what you may.
 */
public final class Doctor {
    /** Shorter words are no secrets, and stand in many answers. */
    private static final int SHORTEST_SECRET = 6;

    private static final int MOST_REFUSED = 3;

    private final Options options;
    private final RawHttp http;
    private final boolean tls;
    private final Detectors detectors;
    private final List<Sighting> sightings = new ArrayList<>();
    private final List<String> notRun = new ArrayList<>();
    private int refused;

    private Doctor(URI uri, Options options) {
        this.options = options;
        this.tls = isTls(uri);
        String host = uri.getHost().replaceAll("^\\[|]$", "");
        int port = uri.getPort() > 0 ? uri.getPort() : tls ? 443 : 80;
        SSLSocketFactory trust = options.trust().orElseGet(() -> (SSLSocketFactory) SSLSocketFactory.getDefault());
        this.http = tls ? RawHttp.tls(host, port, trust) : RawHttp.to(host, port);
        this.detectors = Detectors.with(options.canary());
    }

    /**
     * Sends the whole probe set.
     *
     * @param uri an address that answers: a resource, or the root of the application with its trailing slash
     * @throws IllegalArgumentException when it is not an absolute http or https address
     * @throws SSLException when the certificate is not trusted
     */
    public static Diagnosis examine(URI uri, Options options) throws SSLException {
        return examine(uri, options, check -> {});
    }

    /**
     * The same, telling of the progress.
     *
     * @param progress is given the name of each probe before it is sent
     */
    public static Diagnosis examine(URI uri, Options options, Consumer<String> progress) throws SSLException {
        List<Probe> probes = Probes.at(uri, options);
        return new Doctor(uri, options).run(probes, progress);
    }

    static URI checked(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (!Set.of("http", "https").contains(scheme) || uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("the address must be absolute: http://HOST/PATH or https://HOST/PATH");
        }
        return uri;
    }

    private static boolean isTls(URI uri) {
        return uri.getScheme().equalsIgnoreCase("https");
    }

    private Diagnosis run(List<Probe> probes, Consumer<String> progress) throws SSLException {
        Pace pace = new Pace(options.perSecond(), options.within());
        Optional<RawAnswer> base = Optional.empty();
        for (Probe probe : probes) {
            if (isHopeless() || !pace.go()) {
                notRun.add(probe.name());
                continue;
            }
            progress.accept(probe.name());
            Sighting sighting = send(probe, base, pace.left());
            base = base.isEmpty() ? Optional.of(sighting.answer()) : base;
        }
        return diagnosis();
    }

    /** Nobody listens any more, or whoever listens has never said a word of HTTP. */
    private boolean isHopeless() {
        boolean mute =
                sightings.size() >= MOST_REFUSED && sightings.stream().allMatch(sighting -> sighting.status() == 0);
        return refused >= MOST_REFUSED || mute;
    }

    private Sighting send(Probe probe, Optional<RawAnswer> base, Duration left) throws SSLException {
        Duration time = left.compareTo(options.timeout()) < 0 ? left : options.timeout();
        int most = probe.wanted() == Wanted.ONE_ANSWER ? 2 : 1;
        List<RawAnswer> answers = List.of(RawAnswer.none());
        Sighting.End end;
        try {
            answers = http.within(time).sendAll(probe.bytes(), most);
            end = answers.get(0).status() == 0 ? Sighting.End.CLOSED : Sighting.End.ANSWERED;
        } catch (ConnectException | NoRouteToHostException | UnknownHostException nobody) {
            refused++;
            notRun.add(probe.name());
            return new Sighting(probe, answers, Sighting.End.CLOSED, tls, base);
        } catch (SocketTimeoutException late) {
            end = Sighting.End.SILENT;
        } catch (SSLException handshake) {
            if (sightings.isEmpty()) {
                throw handshake;
            }
            end = Sighting.End.CLOSED;
        } catch (IOException other) {
            end = Sighting.End.GARBLED;
        }
        refused = 0;
        Sighting sighting = new Sighting(probe, answers, end, tls, base);
        sightings.add(sighting);
        return sighting;
    }

    private Diagnosis diagnosis() {
        Server server = options.server().orElseGet(this::recognised);
        boolean gated = sightings.stream().anyMatch(sighting -> Gate.wrote(sighting.answer()));
        List<Diagnosis.Check> checks = sightings.stream()
                .map(sighting -> new Diagnosis.Check(
                        sighting.probe().name(),
                        sighting.probe().area(),
                        sighting.status(),
                        sighting.end().name().toLowerCase(Locale.ROOT),
                        findings(sighting, gated)))
                .toList();
        return new Diagnosis(server, gated, checks, notRun);
    }

    private Server recognised() {
        return sightings.stream()
                .map(sighting -> Server.of(sighting.answer()))
                .filter(server -> server != Server.UNKNOWN)
                .min(Comparator.naturalOrder())
                .orElse(Server.UNKNOWN);
    }

    private List<Finding> findings(Sighting sighting, boolean gated) {
        Source source = !gated ? Source.SERVER : Gate.wrote(sighting.answer()) ? Source.GATE : Source.CONNECTOR;
        Map<Symptom, String> found = detectors.in(sighting);
        Probe probe = sighting.probe();
        return found.entrySet().stream()
                .map(one -> new Finding(
                        one.getKey(), probe.name(), probe.area(), sighting.status(), source, shown(one.getValue())))
                .sorted(Comparator.comparing(Finding::symptom))
                .toList();
    }

    /** A report is kept and sent around: what a server echoes of the credential that was given for it stays out. */
    private String shown(String seen) {
        String masked = seen;
        for (String line : options.headers()) {
            String value = line.substring(line.indexOf(':') + 1).strip();
            for (String word : value.split("[\\s,;=\"]+", -1)) {
                masked = word.length() < SHORTEST_SECRET ? masked : masked.replace(word, "***");
            }
        }
        return masked;
    }
}
