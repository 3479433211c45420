/** Fuzzing harnesses: {@code ./mvnw verify -Pfuzz -pl examples/fuzz -am}. The generated corpus stays in the folder. */
package io.gapura.examples.fuzz;
