package io.gapura.filters.audit.ship;

/**
 * What operators see of one shipper, under {@code io.gapura:type=AuditShipper,log="<origin>",name=<name>,gate=<number>}.
 */
public interface AuditShipperMXBean {
    /** Events that are on the disk and that the place has not acknowledged. */
    long getLag();

    /** Events that the place has acknowledged, which is the sequence of the next one. */
    long getShipped();

    /** {@code SHIPPING}, {@code FAILING}, or {@code OPEN} when it fails for so long that it is seldom tried. */
    String getCondition();

    /** Failures in a row. */
    int getFailures();

    /** For how long nothing was acknowledged though something waits, in seconds. */
    long getFailingSeconds();

    /** What the last failure said; empty while all is well. */
    String getProblem();

    /** Whether events are kept until the place has them. */
    boolean isRequired();
}
