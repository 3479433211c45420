package io.gapura.examples.orders;

/** How a person proved who it is; carried by the caller as a proof. */
enum Credential {
    PASSWORD,
    TOKEN
}
