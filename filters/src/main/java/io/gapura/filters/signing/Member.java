package io.gapura.filters.signing;

import java.util.List;

/** A member of a list or dictionary (RFC 9651 §3.1, §3.2): one item, or an inner list of them, with parameters. */
sealed interface Member {
    Keyed<BareItem> parameters();

    /** RFC 9651 §3.3. */
    record Item(BareItem value, Keyed<BareItem> parameters) implements Member {}

    /** RFC 9651 §3.1.1. */
    record InnerList(List<Item> items, Keyed<BareItem> parameters) implements Member {
        public InnerList {
            items = List.copyOf(items);
        }
    }
}
