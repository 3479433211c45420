package io.gapura.filters.audit;

/** How what names a person is stored. */
public enum Personal {
    /** As it is: for ids that mean nothing outside of one directory. */
    CLEAR,
    /** As a {@link KeyedHash}: comparable, and nobody reads it. */
    HASHED,
    /** Under a key of the person's own ({@link LogPrivacy}): who holds the keys reads it, until that one is destroyed. */
    ENCRYPTED
}
