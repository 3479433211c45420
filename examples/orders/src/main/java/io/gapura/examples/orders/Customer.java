package io.gapura.examples.orders;

/**
 * A customer as it is stored and shown.
 *
 * @param owner mechanism and id of who entered it
 */
public record Customer(String id, String name, String city, String owner) {}
