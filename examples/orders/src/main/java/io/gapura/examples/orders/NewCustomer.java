package io.gapura.examples.orders;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** What a client may say about a customer; whose it is is decided here. */
public record NewCustomer(
        @NotBlank @Size(max = 80) String name,
        @NotBlank @Size(max = 80) String city) {}
