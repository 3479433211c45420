package io.gapura.examples.orders;

import io.gapura.validation.constraints.SingleLine;
import jakarta.validation.constraints.NotBlank;

/** What a client may say about a customer; whose it is is decided here. */
public record NewCustomer(
        @NotBlank @SingleLine(max = 80) String name,
        @NotBlank @SingleLine(max = 80) String city) {}
