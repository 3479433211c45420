/**
 * Policies of other frameworks as documents of ours: Shiro's ini, Casbin's CSV, Keycloak's realm export.
 *
 * <p>What is let through:
 *
 * <ol>
 *   <li>what can be said exactly, or narrower, in a policy document;
 *   <li>nothing else: it is left out and named in {@link io.gapura.rbac.importing.Imported#notCarried}, so that a person
 *       decides. An import never grants what its source refuses.
 * </ol>
 *
 * <p>Caveat: the result is a proposal. Compare its access matrix with what you know, and run it in shadow first.
 *
 * <p>Allowed: {@code editor = doc:read} of a Shiro ini becomes the role {@code editor} with the grant {@code doc:read} and
 * all that it implies there. Refused: {@code roles[a,b]} of a Shiro url, because it asks for both and a rule of ours for
 * one of them.
 */
@NullMarked
package io.gapura.rbac.importing;

import org.jspecify.annotations.NullMarked;
