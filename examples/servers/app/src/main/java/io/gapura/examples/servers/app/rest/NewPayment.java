package io.gapura.examples.servers.app.rest;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/** An entity with constraints, bound by whatever JSON library the runtime has. */
public class NewPayment {
    @NotNull
    @Size(max = 20)
    public String to;

    @Min(1)
    @Max(1_000)
    public int amount;
}
