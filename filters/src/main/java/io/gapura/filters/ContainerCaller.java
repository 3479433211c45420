package io.gapura.filters;

/** A caller that the container has authenticated: what it says of itself, before the gate has its say. */
public interface ContainerCaller {
    /** The name of its principal; never empty. */
    String name();

    /** Whether the container gives it a role of that name. */
    boolean isInRole(String role);
}
