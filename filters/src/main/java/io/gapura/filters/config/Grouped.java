package io.gapura.filters.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Puts the name of a map's component before the names in it: {@code Map<String, AnchorSettings> anchor} of the section
 * {@code audit} is then {@code audit.anchor.offsite.file} and not {@code audit.offsite.file}. A section with such maps may
 * have several.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Grouped {}
