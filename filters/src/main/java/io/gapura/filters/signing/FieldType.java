package io.gapura.filters.signing;

/**
 * How a field is structured, so that {@code ;sf} can be covered (RFC 9421 §2.1.1). A field whose type is not known is
 * refused, never guessed.
 */
public enum FieldType {
    ITEM,
    LIST,
    DICTIONARY;

    /** The strict form of a combined field value. */
    String canonical(String text) throws MalformedFieldException {
        return switch (this) {
            case ITEM -> FieldWriter.value(StructuredFields.item(text));
            case LIST -> FieldWriter.list(StructuredFields.list(text));
            case DICTIONARY -> {
                Keyed<Member> members = StructuredFields.dictionary(text);
                if (members.repeated()) {
                    throw new MalformedFieldException(text.length());
                }
                yield FieldWriter.dictionary(members);
            }
        };
    }
}
