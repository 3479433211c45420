package io.gapura.rbac;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.Endpoint;
import io.gapura.filters.Policy;
import io.gapura.filters.Renewal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether the source of a policy says something else by now. What is new is read, checked and compiled, and
 * compared with what counts, before it may take its place. Made of each text once: what did not come to count, and what was
 * not sound, is said again as long as the source says it.
 *
 * <p>Belongs to the deployment's renewal thread.
 */
final class PolicyRenewal implements Renewal {
    private final Watch watch;
    private final Rbac current;
    private final Function<PolicyText, Rbac> maker;
    private @Nullable Made made;

    /**
     * What became of a text.
     *
     * @param rbac null: it is not sound
     */
    private record Made(
            String digest,
            @Nullable Rbac rbac,
            List<Policy> policies,
            @Nullable String problem) {}

    /** @param maker makes a value of the same settings from a newer text */
    PolicyRenewal(Watch watch, Rbac current, Function<PolicyText, Rbac> maker) {
        this.watch = watch;
        this.current = current;
        this.maker = maker;
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
        PolicyText text = read();
        String digest = text.digest();
        if (digest.equals(watch.digest())) {
            made = null;
            return Optional.empty();
        }
        Made known = made;
        if (known == null || !known.digest().equals(digest)) {
            if (watch.source().mayTear() && !isSettled(text)) {
                return Optional.empty();
            }
            known = made(text);
            made = known;
        }
        return Optional.of(compared(known, text, endpoints));
    }

    @Override
    public void taken() {
        made = null;
    }

    /** What somebody replaces just now may be gone, or not fit what lies beside it, for a moment. */
    private PolicyText read() {
        try {
            return watch.source().text();
        } catch (ConfigurationException unreadable) {
            if (watch.source().mayTear() && settles()) {
                return watch.source().text();
            }
            throw unreadable;
        }
    }

    /** A file that somebody is writing reads differently a moment later. */
    private boolean isSettled(PolicyText text) {
        return settles() && text.sameAs(watch.source().text());
    }

    private boolean settles() {
        try {
            Thread.sleep(watch.settle().toMillis());
            return true;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Made made(PolicyText text) {
        try {
            Rbac newer = maker.apply(text);
            return new Made(text.digest(), newer, newer.policies(), null);
        } catch (ConfigurationException unsound) {
            return new Made(text.digest(), null, List.of(), String.valueOf(unsound.getMessage()));
        }
    }

    /** Anew at each look: endpoints may have come in since. */
    private Renewed compared(Made newer, PolicyText text, List<Endpoint> endpoints) {
        if (newer.rbac() == null) {
            throw ConfigurationException.of(String.valueOf(newer.problem()));
        }
        MatrixDiff diff = current.matrix(endpoints).to(newer.rbac().matrix(endpoints));
        requireClosed(diff);
        return new Renewed(newer.policies(), facts(text, diff));
    }

    private void requireClosed(MatrixDiff diff) {
        if (!watch.mayOpen() && !diff.opened().isEmpty()) {
            throw ConfigurationException.of("reload-opens " + ChangeFacts.shown(diff.opened())
                    + ": rbac.reload-may-open is false, so this needs a restart");
        }
    }

    private Map<String, String> facts(PolicyText text, MatrixDiff diff) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("policy", name());
        facts.put("source", watch.source().name());
        facts.put("digest", text.digest());
        facts.putAll(ChangeFacts.of(diff));
        text.reason().ifPresent(reason -> facts.put("reason", reason));
        return facts;
    }
}
