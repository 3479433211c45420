/**
 * Who may call what: annotations and one policy document become a rule for each endpoint before the first request, and
 * every ambiguity is found there.
 *
 * <p>What is let through:
 *
 * <ol>
 *   <li>anybody, to what {@code @PermitAll} or {@code @PublicEndpoint} is written on: on the method that runs, or on the
 *       class that declares it, never on an interface or an overridden method alone;
 *   <li>an authenticated caller with one of the roles of {@code @RolesAllowed} (or a senior of one), where that is
 *       written there, or where it is the only rule of the concrete class, of the overridden method and of the
 *       interfaces; {@code @Authenticated} asks for no role;
 *   <li>if its roles also grant what {@code @RequiresPermission} asks for, and none of them denies it; if it also meets
 *       {@code @RequiresScope}, {@code @RequiresAuthentication}, {@code @TenantScoped} and every {@code @CheckResource}.
 *       These four alone leave open who comes in: the rule around what runs still asks for its roles;
 *   <li>whom {@code endpoints} of the document admits to a class that cannot be annotated;
 *   <li>to a servlet without annotations and to a file: whom the most specific path rule of the document admits;
 *   <li>in any case only if that path rule, when there is one, admits the caller too.
 * </ol>
 *
 * <p>What an annotation of the application carries counts as being written where that is used, at most eight deep. With
 * {@code rbac.annotations = spec} nothing around what runs counts, and with {@code rbac.on-uncovered = report} what no rule
 * covers is let through and recorded.
 *
 * <p>Everything else is refused: 401 when the caller is anonymous and somebody could be admitted, else 403.
 *
 * <p>Caveat: roles that a caller states itself, as a token does, count only as {@code claims} maps them for its issuer;
 * whatever policy proves callers without issuer can state the roles that {@code claims} names for its mechanism.
 *
 * <pre>{@code
 * version: 1
 * roles:
 *   clerk:   { grants: [ "order:read" ] }
 *   manager: { includes: [ clerk ], grants: [ "order:approve" ] }
 * assignments:
 *   signing: { partner: { roles: [ manager ] } }
 *
 * public @Path("orders") @RolesAllowed("clerk") class Orders {
 *     public @GET String list() { … }        // partner is admitted: manager includes clerk
 * }
 * public @Path("report") class Report {
 *     public @GET String all() { … }         // 403 for everybody: no rule
 * }
 * }</pre>
 */
@NullMarked
package io.gapura.rbac;

import org.jspecify.annotations.NullMarked;
