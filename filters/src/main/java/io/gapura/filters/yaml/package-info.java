/**
 * The only package that names the YAML parser, for documents that decide at start-up: policies and contracts. Needs {@code
 * snakeyaml-engine}, which the artifacts with such documents bring along.
 */
@NullMarked
package io.gapura.filters.yaml;

import org.jspecify.annotations.NullMarked;
