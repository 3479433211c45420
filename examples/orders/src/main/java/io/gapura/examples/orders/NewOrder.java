package io.gapura.examples.orders;

import io.gapura.validation.constraints.SingleLine;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;

/**
 * What a client may say about an order; all the rest is decided here. The validation pillar holds the constraints before
 * the resource is called.
 *
 * @param cents price of one piece
 */
public record NewOrder(
        @NotBlank @SingleLine(max = 80) String item,
        @Min(1) @Max(1_000) int quantity,
        @Min(1) @Max(10_000_000) long cents) {}
