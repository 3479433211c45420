package io.gapura.filters.audit;

import io.gapura.filters.audit.ship.AuditShipperMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Shows shippers to operators while their log is open. A server that refuses is told of in the log. Not thread-safe. */
final class OperatedShippers {
    private static final System.Logger LOG = System.getLogger("io.gapura");

    /** Logs of one name in one process, or forgotten to be closed. */
    private static final int MOST = 64;

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final List<ObjectName> registered = new ArrayList<>();

    private record Bean(Following shipper) implements AuditShipperMXBean {
        @Override
        public long getLag() {
            return shipper.lag();
        }

        @Override
        public long getShipped() {
            return shipper.state().shipped();
        }

        @Override
        public String getCondition() {
            ShipState now = shipper.state();
            return now.open() ? "OPEN" : now.failures() > 0 ? "FAILING" : "SHIPPING";
        }

        @Override
        public int getFailures() {
            return shipper.state().failures();
        }

        @Override
        public long getFailingSeconds() {
            return shipper.state().failingFor().toSeconds();
        }

        @Override
        public String getProblem() {
            return shipper.state().problem();
        }

        @Override
        public boolean isRequired() {
            return shipper.isRequired();
        }
    }

    void show(String origin, List<Following> shippers) {
        shippers.forEach(each -> register(origin, each));
    }

    private void register(String origin, Following shipper) {
        try {
            int gate = 1;
            while (gate <= MOST && isTaken(origin, shipper, gate)) {
                gate++;
            }
        } catch (JMException | RuntimeException refused) {
            LOG.log(System.Logger.Level.WARNING, "operators cannot see a shipper of the audit log", refused);
        }
    }

    /** Whether another log has that name; otherwise it is ours now. */
    private boolean isTaken(String origin, Following shipper, int gate) throws JMException {
        ObjectName name = new ObjectName("io.gapura:type=AuditShipper,log=" + ObjectName.quote(origin) + ",name="
                + shipper.name() + ",gate=" + gate);
        try {
            server.registerMBean(new Bean(shipper), name);
            registered.add(name);
            return false;
        } catch (InstanceAlreadyExistsException another) {
            return true;
        }
    }

    void close() {
        for (ObjectName name : registered) {
            try {
                server.unregisterMBean(name);
            } catch (JMException | RuntimeException gone) {
                LOG.log(System.Logger.Level.DEBUG, "a shipper of the audit log is not shown any more", gone);
            }
        }
        registered.clear();
    }
}
