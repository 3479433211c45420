/** Plain servlets; the pillars are registered in web.xml. */
@NullMarked
package io.gapura.examples.webxml;

import org.jspecify.annotations.NullMarked;
