package io.gapura.rbac;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Renewal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Looks whether the source of a policy says something else by now. What is new is read, checked and compiled, and
 * compared with what counts, before it may take its place; each finding is told once.
 *
 * <p>Belongs to the deployment's renewal thread.
 */
final class PolicyRenewal implements Renewal {
    private static final int MOST_CHANGES = 20;

    private final Watch watch;
    private final Rbac current;
    private final Function<byte[], Rbac> maker;
    private String seen;
    private String told = "";

    /** @param maker makes a value of the same settings from a newer text */
    PolicyRenewal(Watch watch, Rbac current, Function<byte[], Rbac> maker) {
        this.watch = watch;
        this.current = current;
        this.maker = maker;
        this.seen = watch.digest();
    }

    @Override
    public String name() {
        return "rbac";
    }

    @Override
    public Duration every() {
        return watch.every().orElseThrow();
    }

    @Override
    public Optional<Renewed> look(List<Endpoint> endpoints) {
        try {
            Optional<Renewed> newer = newer(endpoints);
            told = "";
            return newer;
        } catch (ConfigurationException unsound) {
            String problem = String.valueOf(unsound.getMessage());
            if (problem.equals(told)) {
                return Optional.empty();
            }
            told = problem;
            throw unsound;
        }
    }

    private Optional<Renewed> newer(List<Endpoint> endpoints) {
        byte[] content = watch.source().read();
        String digest = digest(content);
        if (digest.equals(seen)) {
            return Optional.empty();
        }
        if (watch.source().mayTear() && !isSettled(content)) {
            return Optional.empty();
        }
        Rbac newer;
        MatrixDiff diff;
        try {
            newer = maker.apply(content);
            diff = current.matrix(endpoints).to(newer.matrix(endpoints));
            requireClosed(diff);
        } finally {
            seen = digest;
        }
        return Optional.of(new Renewed(newer.policies(), facts(digest, diff)));
    }

    /** A file that somebody is writing reads differently a moment later. */
    private boolean isSettled(byte[] content) {
        try {
            Thread.sleep(watch.settle().toMillis());
            return Arrays.equals(content, watch.source().read());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void requireClosed(MatrixDiff diff) {
        if (!watch.mayOpen() && !diff.opened().isEmpty()) {
            throw ConfigurationException.of("reload-opens " + shown(diff.opened())
                    + ": rbac.reload-may-open is false, so this needs a restart");
        }
    }

    private Map<String, String> facts(String digest, MatrixDiff diff) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("policy", name());
        facts.put("source", watch.source().name());
        facts.put("digest", digest);
        facts.put("opened", Integer.toString(diff.opened().size()));
        facts.put("closed", Integer.toString(diff.closed().size()));
        if (!diff.opened().isEmpty()) {
            facts.put("opened_cells", shown(diff.opened()));
        }
        if (!diff.closed().isEmpty()) {
            facts.put("closed_cells", shown(diff.closed()));
        }
        watch.source().reason().ifPresent(reason -> facts.put("reason", reason));
        return facts;
    }

    private static String shown(List<MatrixDiff.Change> changes) {
        String first = changes.stream()
                .limit(MOST_CHANGES)
                .map(MatrixDiff.Change::toString)
                .collect(Collectors.joining("; "));
        int more = changes.size() - MOST_CHANGES;
        return more > 0 ? first + " and " + more + " more" : first;
    }

    static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java runtime has SHA-256", missing);
        }
    }
}
