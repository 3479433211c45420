package io.gapura.filters;

/**
 * Where an adapter gives what is read of a request only when somebody asks: header fields and content, each at most
 * once per request, and what is known of the peer.
 */
public interface RequestSource extends Headers.Source, Body.Source, Peer {}
