package io.gapura.filters.persistence;

import io.gapura.filters.protect.FieldCipher;
import io.gapura.filters.protect.FieldContext;
import jakarta.persistence.AttributeConverter;
import org.jspecify.annotations.Nullable;

/**
 * Seals one text attribute of entities: the application extends it and names the cipher and the column.
 *
 * <pre>{@code
 * @Converter
 * public class SealedPhone extends SealedAttribute {
 *     @Inject
 *     public SealedPhone(FieldCipher cipher) {
 *         super(cipher, FieldContext.ofColumn("people", "phone"));
 *     }
 * }
 *
 * @Convert(converter = SealedPhone.class)
 * @Column(length = 600)
 * private String phone;
 * }</pre>
 *
 * <p>Values as long as {@link FieldCipher} takes; a column of {@code 4n/3 + 310} characters holds {@code n} bytes. A query
 * cannot compare with a sealed column: every text is another one. Thread-safe.
 *
 * <p>What cannot be opened is thrown as {@link io.gapura.filters.protect.UnsealableException}, which the provider wraps.
 */
public abstract class SealedAttribute implements AttributeConverter<String, String> {
    private final FieldCipher cipher;
    private final FieldContext column;

    /**
     * For a column.
     *
     * @param column without the row, which a converter is not told
     */
    protected SealedAttribute(FieldCipher cipher, FieldContext column) {
        this.cipher = cipher;
        this.column = column;
    }

    @Override
    public final @Nullable String convertToDatabaseColumn(@Nullable String attribute) {
        return attribute == null ? null : cipher.seal(attribute, column);
    }

    @Override
    public final @Nullable String convertToEntityAttribute(@Nullable String stored) {
        return stored == null ? null : cipher.open(stored, column);
    }
}
