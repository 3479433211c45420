package io.gapura.examples.orders;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * What somebody says who has forgotten the password.
 *
 * @param code one of those on paper
 * @param password the new one
 */
public record Recovery(
        @NotNull @Size(min = 1, max = 32) String name,

        @NotNull @Size(max = 19) @Pattern(regexp = "[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}")
        String code,

        @NotNull @Size(min = 15, max = 256) String password) {
    /** Without the secrets. */
    @Override
    public String toString() {
        return "Recovery";
    }
}
