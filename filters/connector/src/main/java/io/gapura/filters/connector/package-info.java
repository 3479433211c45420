/**
 * What a server says when it refuses a request before any filter runs: the documents of the catalogue, without the
 * engine. Compiled into each container adapter, which stands alone in the server's own class path.
 */
@NullMarked
package io.gapura.filters.connector;

import org.jspecify.annotations.NullMarked;
