package io.gapura.filters.signing;

import io.gapura.filters.RequestView;
import io.gapura.filters.Target;

/** The value of a component that is derived from a request (RFC 9421 §2.2), as {@link RequestView} reads it. */
final class DerivedValue {
    private DerivedValue() {}

    /**
     * Appends it. The method was found to be a token when it was read, and the authority to be a host: visible ASCII.
     *
     * @param request of the message, which is known
     */
    static void append(AsciiBuffer out, Message message, RequestView request, Component component)
            throws SignatureRefusedException {
        switch (component.name()) {
            case "@method" -> out.append(request.method());
            case "@authority" -> out.append(message.authority());
            case "@path" -> visible(out, request.target().rawPath());
            case "@query" -> query(out.append('?'), request.target());
            case "@scheme" -> visible(out, request.scheme());
            case "@target-uri" -> {
                visible(out, request.scheme());
                out.append("://").append(message.authority());
                pathAndQuery(out, request.target());
            }
            case "@request-target" -> requestTarget(out, request);
            case "@query-param" -> out.append(QueryParameter.value(request.query(), component.argument()));
            default -> throw SignatureRefusedException.of(Reason.COMPONENT_UNKNOWN, "a derived component");
        }
    }

    private static void pathAndQuery(AsciiBuffer out, Target target) throws SignatureRefusedException {
        visible(out, target.rawPath());
        if (target.rawQuery().isPresent()) {
            query(out.append('?'), target);
        }
    }

    private static void query(AsciiBuffer out, Target target) throws SignatureRefusedException {
        visible(out, target.rawQuery().orElse(""));
    }

    /**
     * §2.2.5, in origin, absolute and asterisk form; the authority form belongs to CONNECT, which is refused before any
     * policy. HTTP/2 has no request target.
     */
    private static void requestTarget(AsciiBuffer out, RequestView request) throws SignatureRefusedException {
        if (request.protocol().startsWith("HTTP/2") || request.protocol().startsWith("HTTP/3")) {
            throw SignatureRefusedException.of(Reason.COMPONENT_ABSENT, "no request target in this protocol");
        }
        Target target = request.target();
        if (target.authority().isPresent()) {
            visible(out, request.scheme());
            visible(out.append("://"), target.authority().get());
        }
        pathAndQuery(out, target);
    }

    /** §2.2: printable ASCII alone. */
    private static void visible(AsciiBuffer out, String value) throws SignatureRefusedException {
        int stopped = out.appendPrintable(value);
        if (stopped < value.length()) {
            throw SignatureRefusedException.of(Reason.PARSE, "a derived value at character " + stopped);
        }
    }
}
