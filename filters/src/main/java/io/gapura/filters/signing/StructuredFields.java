package io.gapura.filters.signing;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the field values that signatures are made of, strictly as RFC 9651 §4.2 says: ASCII, no trimming beyond the
 * grammar, nothing repaired. Where the RFC leaves a choice, base64 without padding and non-zero pad bits are refused.
 *
 * <p>Time and memory are linear in the text; callers bound its length. Written by {@link FieldWriter}.
 */
final class StructuredFields {
    private StructuredFields() {}

    static Keyed<Member> dictionary(String text) throws MalformedFieldException {
        FieldReader in = new FieldReader(text);
        Keyed.Builder<Member> members = new Keyed.Builder<>();
        in.skipSpaces();
        while (!in.atEnd()) {
            String key = in.key();
            members.put(key, in.take('=') ? member(in) : new Member.Item(BareItem.TRUE, parameters(in)));
            toNextMember(in);
        }
        return members.build();
    }

    static List<Member> list(String text) throws MalformedFieldException {
        FieldReader in = new FieldReader(text);
        List<Member> members = new ArrayList<>();
        in.skipSpaces();
        while (!in.atEnd()) {
            members.add(member(in));
            toNextMember(in);
        }
        return members;
    }

    static Member.Item item(String text) throws MalformedFieldException {
        FieldReader in = new FieldReader(text);
        in.skipSpaces();
        Member.Item item = item(in);
        in.skipSpaces();
        if (!in.atEnd()) {
            throw in.malformed();
        }
        return item;
    }

    /** Over the comma to a member that must follow it, or to the end. */
    private static void toNextMember(FieldReader in) throws MalformedFieldException {
        in.skipOptionalWhitespace();
        if (in.atEnd()) {
            return;
        }
        in.require(',');
        in.skipOptionalWhitespace();
        if (in.atEnd()) {
            throw in.malformed();
        }
    }

    private static Member member(FieldReader in) throws MalformedFieldException {
        return in.take('(') ? innerList(in) : item(in);
    }

    private static Member.InnerList innerList(FieldReader in) throws MalformedFieldException {
        List<Member.Item> items = new ArrayList<>();
        while (true) {
            in.skipSpaces();
            if (in.take(')')) {
                return new Member.InnerList(items, parameters(in));
            }
            items.add(item(in));
            if (!in.at(' ') && !in.at(')')) {
                throw in.malformed();
            }
        }
    }

    private static Member.Item item(FieldReader in) throws MalformedFieldException {
        BareItem value = in.bareItem();
        return new Member.Item(value, parameters(in));
    }

    private static Keyed<BareItem> parameters(FieldReader in) throws MalformedFieldException {
        if (!in.at(';')) {
            return Keyed.empty();
        }
        Keyed.Builder<BareItem> parameters = new Keyed.Builder<>();
        while (in.take(';')) {
            in.skipSpaces();
            String key = in.key();
            parameters.put(key, in.take('=') ? in.bareItem() : BareItem.TRUE);
        }
        return parameters.build();
    }
}
