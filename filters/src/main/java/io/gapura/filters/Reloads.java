package io.gapura.filters;

import io.gapura.filters.Renewal.Renewed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;

/** Looks for newer policies, one look at a time, and says what came of it. Thread-safe. */
final class Reloads {
    private static final System.Logger LOG = System.getLogger("io.gapura");

    private final ReentrantLock looking = new ReentrantLock();

    /** What is wrong with the newer version of a policy, by its name. */
    private final Map<String, String> kept = new ConcurrentSkipListMap<>();

    /** For the posture. */
    List<String> remarks() {
        return kept.keySet().stream()
                .map(name -> name + " is kept as it was, what is newer is not sound")
                .toList();
    }

    void look(Renewal renewal, Deployment deployment) {
        looking.lock();
        try {
            Optional<Renewed> newer = renewal.look(deployment.ruledAnew());
            if (newer.isPresent()) {
                if (!newer.get().policies().isEmpty()) {
                    deployment.swap(newer.get());
                }
                renewal.taken();
                kept.remove(renewal.name());
                LOG.log(System.Logger.Level.INFO, () -> "Gapura " + renewal.name() + " was renewed");
                deployment.append(AuditEvent.Kind.POLICY_CHANGED, newer.get().facts());
            } else if (kept.remove(renewal.name()) != null) {
                LOG.log(System.Logger.Level.INFO, () -> "Gapura " + renewal.name() + " is sound, and as it was");
            }
        } catch (ConfigurationException unsound) {
            keep(renewal.name(), String.valueOf(unsound.getMessage()), deployment);
        } catch (RuntimeException | Error broken) {
            // The next look may go better; without this catch there would be none. A class that a newer policy names
            // may be missing.
            LOG.log(System.Logger.Level.ERROR, "Gapura cannot look for a newer " + renewal.name(), broken);
        } finally {
            looking.unlock();
        }
    }

    /** Each finding is told once, however often it is met. */
    private void keep(String name, String problem, Deployment deployment) {
        if (problem.equals(kept.put(name, problem))) {
            return;
        }
        LOG.log(System.Logger.Level.ERROR, () -> "Gapura " + name + " is kept as it was: " + problem);
        deployment.append(AuditEvent.Kind.POLICY_KEPT, Map.of("policy", name, "problem", problem));
    }
}
