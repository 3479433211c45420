package io.gapura.filters.signing;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Writes structured fields in their one canonical form (RFC 9651 §4.1). Values are valid already; nothing can fail. */
final class FieldWriter {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder out = new StringBuilder(256);

    private FieldWriter() {}

    static String dictionary(Keyed<Member> members) {
        FieldWriter writer = new FieldWriter();
        for (int i = 0; i < members.size(); i++) {
            writer.separate();
            writer.out.append(members.key(i));
            writer.valueOf(members.value(i));
        }
        return writer.out.toString();
    }

    static String list(List<? extends Member> members) {
        FieldWriter writer = new FieldWriter();
        for (Member member : members) {
            writer.separate();
            writer.member(member);
        }
        return writer.out.toString();
    }

    /** One member without a key: what {@code ;key="…"} covers (RFC 9421 §2.1.2), or an item of its own. */
    static String value(Member member) {
        FieldWriter writer = new FieldWriter();
        writer.member(member);
        return writer.out.toString();
    }

    private void separate() {
        if (!out.isEmpty()) {
            out.append(", ");
        }
    }

    /** §4.1.2: a member that is true is its key and parameters alone. */
    private void valueOf(Member member) {
        if (member instanceof Member.Item item && item.value() instanceof BareItem.Bool bool && bool.value()) {
            parameters(item.parameters());
        } else {
            out.append('=');
            member(member);
        }
    }

    private void member(Member member) {
        if (member instanceof Member.Item item) {
            bareItem(item.value());
        } else if (member instanceof Member.InnerList list) {
            out.append('(');
            for (int i = 0; i < list.items().size(); i++) {
                if (i > 0) {
                    out.append(' ');
                }
                member(list.items().get(i));
            }
            out.append(')');
        }
        parameters(member.parameters());
    }

    private void parameters(Keyed<BareItem> parameters) {
        for (int i = 0; i < parameters.size(); i++) {
            out.append(';').append(parameters.key(i));
            BareItem value = parameters.value(i);
            if (!(value instanceof BareItem.Bool bool && bool.value())) {
                out.append('=');
                bareItem(value);
            }
        }
    }

    private void bareItem(BareItem item) {
        if (item instanceof BareItem.Int number) {
            out.append(number.value());
        } else if (item instanceof BareItem.Str string) {
            string(string.value());
        } else if (item instanceof BareItem.Token token) {
            out.append(token.value());
        } else if (item instanceof BareItem.Bytes bytes) {
            out.append(':')
                    .append(Base64.getEncoder().encodeToString(bytes.value()))
                    .append(':');
        } else if (item instanceof BareItem.Bool bool) {
            out.append(bool.value() ? "?1" : "?0");
        } else if (item instanceof BareItem.Date date) {
            out.append('@').append(date.seconds());
        } else if (item instanceof BareItem.Decimal decimal) {
            decimal(decimal);
        } else if (item instanceof BareItem.Display display) {
            display(display.value());
        }
    }

    /** §4.1.5: at least one digit of fraction, no zeros after it. */
    private void decimal(BareItem.Decimal decimal) {
        String plain = decimal.value().toPlainString();
        int end = plain.length();
        while (plain.charAt(end - 1) == '0' && plain.charAt(end - 2) != '.') {
            end--;
        }
        out.append(plain, 0, end);
    }

    private void string(String value) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\');
            }
            out.append(c);
        }
        out.append('"');
    }

    private void display(String value) {
        out.append("%\"");
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            if (b == '%' || b == '"' || b < 0x20 || b > 0x7E) {
                out.append('%').append(HEX[b >> 4 & 15]).append(HEX[b & 15]);
            } else {
                out.append((char) b);
            }
        }
        out.append('"');
    }
}
