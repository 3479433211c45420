package io.gapura.filters.persistence;

import io.gapura.filters.protect.FieldCipher;
import io.gapura.filters.protect.FieldContext;
import jakarta.persistence.Converter;

/** As an application writes it. */
@Converter
class SealedPhone extends SealedAttribute {
    static final FieldContext COLUMN = FieldContext.ofColumn("people", "phone");

    /** For the provider, which has no injection here. */
    SealedPhone() {
        this(Keys.cipher());
    }

    SealedPhone(FieldCipher cipher) {
        super(cipher, COLUMN);
    }
}
