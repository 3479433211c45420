package io.gapura.filters.limits;

import io.gapura.filters.Decision;
import java.util.function.BiConsumer;

/** One pass over the header lines of one request; the first thing that is wrong stays. */
final class FieldScan implements BiConsumer<String, String> {
    private long seen;
    private Decision decision = Decision.proceed();

    @Override
    public void accept(String name, String value) {
        if (decision instanceof Decision.Proceed) {
            decision = line(name, value);
        }
    }

    private Decision line(String name, String value) {
        if (!FieldText.isName(name) || !FieldText.isValue(value)) {
            return Refusals.CHARACTER;
        }
        Field field = Field.named(name);
        if (field == null) {
            return Decision.proceed();
        }
        boolean repeated = has(field);
        seen |= field.bit();
        return known(field.kind(), value, repeated);
    }

    private static Decision known(Field.Kind kind, String value, boolean repeated) {
        if (kind == Field.Kind.OVERRIDE) {
            return Refusals.OVERRIDE_HEADER;
        }
        if (kind == Field.Kind.LENGTH) {
            return repeated || !FieldText.isLength(value) ? Refusals.LENGTH : Decision.proceed();
        }
        if (kind == Field.Kind.CODING) {
            return repeated || !FieldText.equalsLower(value, "chunked") ? Refusals.CODING : Decision.proceed();
        }
        if (repeated) {
            return Refusals.REPEATED;
        }
        boolean refused = kind == Field.Kind.EXPECT && !FieldText.equalsLower(value, "100-continue");
        return refused ? Refusals.EXPECT : Decision.proceed();
    }

    private boolean has(Field field) {
        return (seen & field.bit()) != 0;
    }

    /** Whether Transfer-Encoding announces a body. */
    boolean chunked() {
        return has(Field.TRANSFER_ENCODING);
    }

    Decision decision() {
        if (decision instanceof Decision.Proceed && chunked() && has(Field.CONTENT_LENGTH)) {
            return Refusals.CL_TE;
        }
        return decision;
    }
}
