package io.gapura.filters.callers;

import io.gapura.filters.CertificateName;
import java.util.List;
import java.util.Locale;

/** Where in a certificate a caller's name may stand. */
enum NameKind {
    URI(6),
    DNS(2),
    EMAIL(1),
    /** The distinguished name of its subject. */
    SUBJECT(-1);

    /** What a certificate has several of may name somebody, too, but it cannot say who of them asks. */
    static final List<NameKind> STANDARD = List.of(URI, DNS, EMAIL, SUBJECT);

    private final int tag;

    /** @param tag of the GeneralName (RFC 5280 §4.2.1.6) */
    NameKind(int tag) {
        this.tag = tag;
    }

    int tag() {
        return tag;
    }

    CertificateName read(String written) {
        if (this == SUBJECT) {
            throw new IllegalStateException("a distinguished name is no alternative");
        }
        return CertificateName.of(name().toLowerCase(Locale.ROOT) + ":" + written);
    }
}
