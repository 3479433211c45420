/**
 * Fuzzing harnesses, each with a property of its own and 30 seconds: {@code ./mvnw verify -Pfuzz -pl examples/fuzz -am
 * -Dtest='*Fuzz' -Dsurefire.failIfNoSpecifiedTests=false}; {@code -Dgapura.fuzz.forks=4} runs four side by side.
 *
 * <p>The corpus stays in {@code .cifuzz-corpus}. What is found is written beside the seeds: it becomes one, under a name
 * that says what it is, and a regression test where the mistake was.
 */
package io.gapura.examples.fuzz;
