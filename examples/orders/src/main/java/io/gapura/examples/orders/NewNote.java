package io.gapura.examples.orders;

import io.gapura.validation.constraints.SafeText;
import io.gapura.validation.constraints.SingleLine;
import jakarta.validation.constraints.NotBlank;

/**
 * What a client may note about a customer.
 *
 * @param text Markdown; kept as it came, and converted for whoever looks at it
 */
public record NewNote(
        @NotBlank @SingleLine(max = 80) String title,
        @NotBlank @SafeText(max = 10_000) @MarkdownText String text) {}
