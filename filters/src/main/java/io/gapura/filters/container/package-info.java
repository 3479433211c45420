/**
 * What the server below the gate does by itself, found out at the start and held against what the policies say: which
 * spellings of a path it lets through, which of its limits answer before ours, whether it rules by annotations, too.
 *
 * <p>What is let through, into the report:
 *
 * <ol>
 *   <li>settings that a server publishes: MBeans of Tomcat, TomEE and WildFly, or the attribute {@code
 *       io.gapura.connector} that {@code gapura-filters-jetty} and {@code gapura-filters-undertow} leave;
 *   <li>what a server of that name was seen to do, where it publishes nothing that changes it.
 * </ol>
 *
 * <p>Caveat: a proxy in front has limits and readings of its own, which nobody in here sees. {@code gapura doctor} asks
 * from outside.
 *
 * <p>Allowed: {@code server: limits: request header 8 KiB}. Refused: a value that nobody published; then the report says
 * {@code not known on this server}.
 */
@NullMarked
package io.gapura.filters.container;

import org.jspecify.annotations.NullMarked;
