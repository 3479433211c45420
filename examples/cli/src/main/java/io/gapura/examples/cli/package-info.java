/**
 * The command line {@code gapura}: keys for signing, and signed requests for whoever has a shell and no client library.
 *
 * <p>Exit codes: 0 done, 1 failed, 2 wrong usage, 3 refused by the server, 4 server not reached. {@code doctor}
 * has its own: 0 clean, 1 leak, 2 not reached or not finished, 3 wrong usage.
 */
@NullMarked
package io.gapura.examples.cli;

import org.jspecify.annotations.NullMarked;
