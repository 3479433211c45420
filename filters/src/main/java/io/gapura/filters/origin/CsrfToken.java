package io.gapura.filters.origin;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a page puts into its forms and requests, handed to the application as the attribute {@value #ATTRIBUTE}. A JSP
 * writes {@code <input type="hidden" name="${requestScope['io.gapura.csrf'].field}"
 * value="${requestScope['io.gapura.csrf'].value}">}.
 *
 * <p>Nothing is made until {@link #getValue} is called. Belongs to one request.
 */
public final class CsrfToken {
    /** Request attribute under Servlet, request property under Jakarta REST. */
    public static final String ATTRIBUTE = "io.gapura.csrf";

    private final String header;
    private final Optional<String> field;
    private final Supplier<String> maker;

    CsrfToken(String header, Optional<String> field, Supplier<String> maker) {
        this.header = header;
        this.field = field;
        this.maker = maker;
    }

    /** A token under a fresh mask: another text at every call, each of them good. */
    public String getValue() {
        return maker.get();
    }

    /** The request header in which a script sends it. */
    public String getHeader() {
        return header;
    }

    /** The form field in which a page sends it; empty when none is configured. */
    public String getField() {
        return field.orElse("");
    }

    /** Says nothing of the token: this ends in logs. */
    @Override
    public String toString() {
        return "CsrfToken[in " + header + "]";
    }
}
