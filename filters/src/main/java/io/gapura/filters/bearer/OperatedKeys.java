package io.gapura.filters.bearer;

import io.gapura.filters.signing.KeyState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Shows the keys of issuers to operators while the gate is open, so that a key that was withdrawn in a hurry needs no
 * restart. A server that refuses is told of in the log, and the gate works on. Thread-safe.
 */
final class OperatedKeys {
    private static final System.Logger LOG = System.getLogger("io.gapura.bearer");

    /** Gates of one server, or forgotten to be closed, that trust one issuer. */
    private static final int MOST_GATES = 64;

    private final List<TrustedIssuer> issuers;
    private final MBeanServer server;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<ObjectName> registered = new ArrayList<>();

    private record Bean(IssuerKeys keys) implements IssuerKeysMXBean {
        private KeyState state() {
            return keys.state();
        }

        @Override
        public String getCondition() {
            return state().condition().name();
        }

        @Override
        public int getKeyCount() {
            return state().keys();
        }

        @Override
        public String getLastRead() {
            return state().loaded().map(Instant::toString).orElse("");
        }

        @Override
        public String getProblem() {
            return state().problem().orElse("");
        }

        @Override
        public void purge() {
            LOG.log(System.Logger.Level.INFO, "an operator has the keys of an issuer read again");
            keys.purge();
        }
    }

    OperatedKeys(List<TrustedIssuer> issuers, MBeanServer server) {
        this.issuers = issuers;
        this.server = server;
    }

    void open() {
        lock.lock();
        try {
            if (registered.isEmpty()) {
                issuers.forEach(this::register);
            }
        } finally {
            lock.unlock();
        }
    }

    private void register(TrustedIssuer issuer) {
        try {
            int gate = 1;
            while (gate <= MOST_GATES && isTaken(issuer, gate)) {
                gate++;
            }
            if (gate > MOST_GATES) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        MOST_GATES + " gates show the keys of one issuer, and this does not");
            }
        } catch (JMException | RuntimeException refused) {
            LOG.log(System.Logger.Level.WARNING, "operators cannot see the keys of an issuer", refused);
        }
    }

    /** Whether another gate has that name; otherwise it is ours now. */
    private boolean isTaken(TrustedIssuer issuer, int gate) throws JMException {
        ObjectName name = new ObjectName(
                "io.gapura:type=IssuerKeys,issuer=" + ObjectName.quote(issuer.issuer()) + ",gate=" + gate);
        try {
            server.registerMBean(new Bean(issuer.keys()), name);
            registered.add(name);
            return false;
        } catch (InstanceAlreadyExistsException another) {
            return true;
        }
    }

    void close() {
        lock.lock();
        try {
            for (ObjectName name : registered) {
                try {
                    server.unregisterMBean(name);
                } catch (JMException | RuntimeException gone) {
                    LOG.log(System.Logger.Level.DEBUG, "the keys of an issuer are not shown any more", gone);
                }
            }
            registered.clear();
        } finally {
            lock.unlock();
        }
    }
}
