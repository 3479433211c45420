package io.gapura.examples.orders;

/**
 * A note about a customer as it is stored.
 *
 * @param text Markdown
 * @param author mechanism and id of who wrote it
 * @param created milliseconds since 1970
 */
public record Note(String id, String title, String text, String author, long created) {}
