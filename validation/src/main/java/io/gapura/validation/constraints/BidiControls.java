package io.gapura.validation.constraints;

/** What a text may do to the order in which it is shown. LRM, RLM and ALM are always allowed: they reorder nothing else. */
public enum BidiControls {
    /** No embedding, override or isolate. */
    REFUSE,
    /**
     * Embeddings and isolates that are closed in the order they were opened, within their paragraph, at most 60 deep:
     * telephones paste them around numbers. Overrides never.
     */
    BALANCED
}
