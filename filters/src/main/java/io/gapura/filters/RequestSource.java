package io.gapura.filters;

/**
 * Where an adapter gives what is read of a request only when somebody asks: header fields and content, each at most
 * once per request.
 */
public interface RequestSource extends Headers.Source, Body.Source {}
