package io.gapura.examples.servers.app.rest;

import jakarta.annotation.security.DenyAll;
import jakarta.ws.rs.core.Response;

/** Closes a method where implementations do not repeat the annotation: only a walk over the hierarchy sees it. */
public interface Closed {
    @DenyAll
    Response get();
}
