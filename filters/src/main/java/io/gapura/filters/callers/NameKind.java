package io.gapura.filters.callers;

import java.util.List;

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
        return switch (this) {
            case URI -> CertificateName.uri(written);
            case DNS -> CertificateName.dns(written);
            case EMAIL -> CertificateName.email(written);
            case SUBJECT -> throw new IllegalStateException("a distinguished name is no alternative");
        };
    }
}
