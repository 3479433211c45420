package io.gapura.examples.orders;

import io.gapura.validation.constraints.Identifier;
import io.gapura.validation.constraints.OneOf;
import io.gapura.validation.constraints.SingleLine;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/**
 * Which events the page of the audit log asks for, declared so that the gate holds it. The viewer reads the query again,
 * and stricter: a time must be one.
 */
public final class AuditQuestion {
    @QueryParam("from")
    @SingleLine(max = 40)
    @Nullable
    String from;

    @QueryParam("to")
    @SingleLine(max = 40)
    @Nullable
    String to;

    @QueryParam("class")
    @Min(1_000)
    @Max(999_999)
    @Nullable
    Integer ofClass;

    @QueryParam("code")
    @Identifier
    @Nullable
    String code;

    @QueryParam("caller")
    @SingleLine(max = 256)
    @Nullable
    String caller;

    @QueryParam("correlation")
    @Identifier
    @Nullable
    String correlation;

    @QueryParam("endpoint")
    @SingleLine(max = 256)
    @Nullable
    String endpoint;

    @QueryParam("outcome")
    @OneOf({"allowed", "refused", "observed", "failed", "system"})
    @Nullable
    String outcome;

    @QueryParam("before")
    @Min(0)
    @Max(999_999_999_999_999L)
    @Nullable
    Long before;

    @QueryParam("limit")
    @Min(1)
    @Max(200)
    @Nullable
    Integer limit;

    @QueryParam("width")
    @OneOf({"minute", "hour", "day"})
    @Nullable
    String width;
}
