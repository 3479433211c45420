/** Keeps servers of the matrix from outliving their build. */
package io.gapura.examples.servers.leash;
