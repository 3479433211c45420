package io.gapura.filters;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What an operator should read once of the place where the gate stands: how it was mounted, whether the REST feature ran,
 * what the server does by itself. One line per fact, logged under {@code io.gapura} when it becomes known; those known
 * when the gate opens are in its audit event, too.
 *
 * <p>Thread-safe. Holds 64 lines at most; nothing of a request is ever among them.
 */
public final class StartReport {
    private static final System.Logger LOG = System.getLogger("io.gapura");
    private static final int MOST = 64;

    private final CopyOnWriteArrayList<String> lines = new CopyOnWriteArrayList<>();
    private final AtomicBoolean ran = new AtomicBoolean();
    private final AtomicBoolean missed = new AtomicBoolean();

    StartReport() {}

    /** A fact as expected; the same one again is not said twice. */
    public void say(String fact) {
        add(System.Logger.Level.INFO, fact);
    }

    /** A fact that somebody should do something about. */
    public void warn(String fact) {
        add(System.Logger.Level.WARNING, fact);
    }

    private void add(System.Logger.Level level, String fact) {
        if (lines.size() < MOST && lines.addIfAbsent(fact)) {
            LOG.log(level, () -> "Gapura " + fact);
        }
    }

    /** All facts so far, in the order in which they became known. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** The REST feature stands in the runtime: told of at the start, or met by a request. */
    public void featureRan() {
        if (!ran.get() && ran.compareAndSet(false, true)) {
            say("mount: GapuraFeature has run");
        }
    }

    /** Whether it was ever seen to. */
    public boolean hasFeatureRun() {
        return ran.get();
    }

    /** A request has come back from the REST runtime, and no feature has seen it. */
    void featureMissed() {
        if (!missed.get() && missed.compareAndSet(false, true)) {
            warn(
                    ran.get()
                            ? "mount: GapuraFeature has run, but not in every REST application: a request has passed it by and"
                                    + " was refused, feature-missing"
                            : "mount: GapuraFeature has not run: endpoints = jaxrs leaves the decision to it, and every"
                                    + " request to the REST runtime is refused, feature-missing; return it from"
                                    + " Application.getClasses()");
        }
    }
}
