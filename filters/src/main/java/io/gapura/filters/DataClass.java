package io.gapura.filters;

/** What a value in an audit event may give away. The class decides what is stored of it, never its name. */
public enum DataClass {
    /** Never stored, not even its length: passwords, keys, tokens of a form. */
    SECRET,
    /** Stored as a keyed hash: ids of sessions and tokens, which whoever reads the log must not be able to use. */
    TOKEN,
    /** Stored encrypted under a key of the person's own, or as a keyed hash: names, addresses. */
    PERSONAL,
    /** Stored as it is, and left out of what goes to third parties: rule ids, names of nodes. */
    INTERNAL,
    /** Stored as it is. */
    PUBLIC
}
