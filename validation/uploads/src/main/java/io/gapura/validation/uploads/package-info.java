/**
 * Files in multipart forms, RFC 7578: read part by part from the request as the guards let it through, checked and kept
 * before the endpoint runs.
 *
 * <p>What is let through:
 *
 * <ol>
 *   <li>a request to an endpoint without {@link io.gapura.validation.uploads.Uploads}: it is not looked at;
 *   <li>a {@code multipart/form-data} that begins with its first delimiter and ends with its last, whose parts are all
 *       declared, come as often as declared, and have headers that every reader reads alike;
 *   <li>in it files that keep their {@link io.gapura.validation.uploads.UploadRule} and the quota of their caller, and
 *       texts that keep their {@link io.gapura.validation.uploads.UploadField}.
 * </ol>
 *
 * <p>Caveat: the whole of a request is bounded by {@code limits.max-body}, 1 MiB unless it is raised; behind an endpoint
 * without {@code @Uploads} that bound is then the same.
 *
 * <p>Allowed: a part {@code scan} with a PDF for {@code @Uploads(@UploadRule(part = "scan", types = PDF))}. Refused: one
 * more part {@code note}, 400 {@code parameters-refused}, {@code param.unknown}.
 */
@NullMarked
package io.gapura.validation.uploads;

import org.jspecify.annotations.NullMarked;
