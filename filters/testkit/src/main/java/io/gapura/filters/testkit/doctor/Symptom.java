package io.gapura.filters.testkit.doctor;

import java.util.Locale;

/** What can be wrong with an answer. */
public enum Symptom {
    CANARY(Severity.LEAK, "what was sent, or the planted word, comes back in an error"),
    MARKUP(Severity.LEAK, "what was sent comes back as markup"),
    STACK(Severity.LEAK, "a stack trace"),
    EXCEPTION(Severity.LEAK, "an exception's name"),
    CLASS(Severity.LEAK, "a class name"),
    PATH(Severity.LEAK, "a file-system path"),
    SQL(Severity.LEAK, "a piece of SQL or of a database message"),
    VERSION(Severity.LEAK, "a product with its version"),
    ECHO(Severity.LEAK, "the request itself, by TRACE or TRACK"),
    EXPOSED(Severity.LEAK, "a file from WEB-INF or META-INF"),
    BYPASS(Severity.LEAK, "another spelling of a refused path is served"),
    SMUGGLED(Severity.LEAK, "a request hidden in the content of another was answered"),
    CREDENTIALS(Severity.LEAK, "a foreign origin may read with credentials"),
    ACCEPTED(Severity.LAX, "served, where the gate's policies refuse"),
    FAULT(Severity.LAX, "a server error for the client's mistake"),
    PAGE(Severity.LAX, "the server's own error page"),
    MEDIA(Severity.LAX, "an error in a form that nobody asked for"),
    STATUS(Severity.LAX, "the document names another status than the answer"),
    ORIGIN(Severity.LAX, "any foreign origin may read"),
    FORWARDED(Severity.LAX, "a host that anybody can claim is believed"),
    BANNER(Severity.NOTE, "a product's name"),
    CACHE(Severity.NOTE, "an error without Cache-Control: no-store"),
    SNIFF(Severity.NOTE, "no X-Content-Type-Options: nosniff"),
    HEADERS(Severity.NOTE, "no Content-Security-Policy, framing or referrer rule"),
    HSTS(Severity.NOTE, "no Strict-Transport-Security over TLS"),
    DIFFERS(Severity.NOTE, "another spelling is read as another path, and not refused"),
    UNTHROWN(Severity.NOTE, "the path that should fail did not"),
    SILENT(Severity.NOTE, "no answer in time");

    private final Severity severity;
    private final String meaning;

    Symptom(Severity severity, String meaning) {
        this.severity = severity;
        this.meaning = meaning;
    }

    public Severity severity() {
        return severity;
    }

    /** For people. */
    public String meaning() {
        return meaning;
    }

    /** As it stands in reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
