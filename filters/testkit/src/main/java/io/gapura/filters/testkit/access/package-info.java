/**
 * For tests of who may call what: callers by annotation, requests without a server, endpoints found in class files.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final GateExtension GATE = GateExtension.of(rbac.withTestCallers().policies()).endpointsIn(Path.of("target/classes"));
 *
 * @Test
 * @WithCaller(roles = "clerk")
 * void aClerkReadsOrders(GateTester gate) {
 *     gate.get("/orders/7").admits();
 * }
 * }</pre>
 */
@NullMarked
package io.gapura.filters.testkit.access;

import org.jspecify.annotations.NullMarked;
