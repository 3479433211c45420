package io.gapura.examples.orders;

/**
 * Somebody who works with the demo.
 *
 * @param role one of the policy document
 */
record Person(String name, String role) {}
