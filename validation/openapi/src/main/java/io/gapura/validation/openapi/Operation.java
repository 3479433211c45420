package io.gapura.validation.openapi;

import io.gapura.validation.EndpointContract;

/**
 * One operation of a document.
 *
 * @param id what the document calls it; empty: nothing
 */
record Operation(PathTemplate path, String id, EndpointContract contract) {}
