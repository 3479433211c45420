package io.gapura.filters.testkit.doctor;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/**
 * How to examine. Immutable; each method gives a copy.
 *
 * @param canary a word sent in every probe, which no error may give back: 6 to 64 letters and digits
 * @param headers lines {@code Name: value} that go with every probe, such as a credential
 * @param throwing paths that fail when they are asked for
 * @param parameters paths with a typed parameter at {@code {}}, or at their end
 * @param intrusive whether unsafe methods go to the examined path, too; otherwise only to paths that nobody has
 * @param server whose settings are named, where the answers do not say; recognised otherwise
 * @param timeout for one probe
 * @param within for all
 * @param perSecond the most probes in a second
 * @param trust for https; the JDK's own without
 */
public record Options(
        String canary,
        List<String> headers,
        List<String> throwing,
        List<String> parameters,
        boolean intrusive,
        Optional<Server> server,
        Duration timeout,
        Duration within,
        int perSecond,
        Optional<SSLSocketFactory> trust) {
    private static final int MOST_PATHS = 20;

    public Options {
        headers = List.copyOf(headers);
        throwing = List.copyOf(throwing);
        parameters = List.copyOf(parameters);
        require(canary.matches("[A-Za-z0-9]{6,64}"), "the canary must have 6 to 64 letters and digits");
        headers.forEach(line -> require(
                line.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}:[\\t\\x20-\\x7E]{0,8000}"),
                "a header is written as 'Name: value', in ASCII"));
        throwing.forEach(Options::requirePath);
        parameters.forEach(path -> requirePath(path.replace("{}", "")));
        require(throwing.size() + parameters.size() <= MOST_PATHS, "at most 20 paths may be given");
        require(isBetween(timeout, 100, 60_000), "the timeout must be between 100 ms and 60 s");
        require(isBetween(within, 1_000, 3_600_000), "the time for all must be between 1 s and 1 h");
        require(perSecond >= 1 && perSecond <= 1_000, "probes per second must be 1 to 1000");
    }

    /** A random canary, 5 s for one probe, 3 minutes for all, 50 probes in a second; unsafe methods to unknown paths. */
    public static Options standard() {
        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        return new Options(
                "canary" + HexFormat.of().formatHex(random),
                List.of(),
                List.of(),
                List.of(),
                false,
                Optional.empty(),
                Duration.ofSeconds(5),
                Duration.ofMinutes(3),
                50,
                Optional.empty());
    }

    private static boolean isBetween(Duration time, long least, long most) {
        return time.toMillis() >= least && time.toMillis() <= most;
    }

    private static void requirePath(String path) {
        require(path.matches("/[\\x21-\\x7E]{0,2000}"), "a path begins with a slash and is printable ASCII");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    private static List<String> plus(List<String> list, String one) {
        List<String> more = new ArrayList<>(list);
        more.add(one);
        return more;
    }

    public Options canary(String word) {
        return new Options(word, headers, throwing, parameters, intrusive, server, timeout, within, perSecond, trust);
    }

    /** One more header line for every probe. */
    public Options header(String line) {
        List<String> more = plus(headers, line);
        return new Options(canary, more, throwing, parameters, intrusive, server, timeout, within, perSecond, trust);
    }

    /** One more path that fails. */
    public Options throwing(String path) {
        List<String> more = plus(throwing, path);
        return new Options(canary, headers, more, parameters, intrusive, server, timeout, within, perSecond, trust);
    }

    /** One more path with a typed parameter. */
    public Options parameter(String path) {
        List<String> more = plus(parameters, path);
        return new Options(canary, headers, throwing, more, intrusive, server, timeout, within, perSecond, trust);
    }

    /** Sends unsafe methods to the examined path, too: it may change or lose data. */
    public Options dangerouslyIntrusive() {
        return new Options(canary, headers, throwing, parameters, true, server, timeout, within, perSecond, trust);
    }

    public Options server(Server known) {
        Optional<Server> one = Optional.of(known);
        return new Options(canary, headers, throwing, parameters, intrusive, one, timeout, within, perSecond, trust);
    }

    public Options timeout(Duration each) {
        return new Options(canary, headers, throwing, parameters, intrusive, server, each, within, perSecond, trust);
    }

    /** The time for all; what did not run then is said. */
    public Options within(Duration all) {
        return new Options(canary, headers, throwing, parameters, intrusive, server, timeout, all, perSecond, trust);
    }

    public Options perSecond(int most) {
        return new Options(canary, headers, throwing, parameters, intrusive, server, timeout, within, most, trust);
    }

    public Options trust(SSLSocketFactory factory) {
        Optional<SSLSocketFactory> one = Optional.of(factory);
        return new Options(canary, headers, throwing, parameters, intrusive, server, timeout, within, perSecond, one);
    }
}
