package io.gapura.filters.yaml;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a YAML document says, with places; mappings keep order, and keys are text and unique. */
public sealed interface YamlNode {
    /** {@code file:line:column}. */
    String place();

    /**
     * A scalar.
     *
     * @param plain whether it stands without quotes, so that {@code 1}, {@code true} and {@code null} are no text
     */
    record Scalar(String place, String text, boolean plain) implements YamlNode {
        /** Text by the JSON schema of YAML 1.2: {@code no}, {@code on}, {@code ~} and {@code 010} are. */
        public boolean isText() {
            return !plain || !isJsonLiteral(text);
        }

        private static boolean isJsonLiteral(String text) {
            return text.isEmpty()
                    || text.equals("null")
                    || text.equals("true")
                    || text.equals("false")
                    || isJsonNumber(text);
        }

        /** {@code -? (0 | [1-9] digits) (. digits)? ([eE] [-+]? digits)?} */
        private static boolean isJsonNumber(String text) {
            int at = text.startsWith("-") ? 1 : 0;
            int whole = digits(text, at);
            if (whole == at || text.charAt(at) == '0' && whole > at + 1) {
                return false;
            }
            int fraction = whole < text.length() && text.charAt(whole) == '.' ? digits(text, whole + 1) : whole;
            if (fraction == text.length()) {
                return true;
            }
            if (text.charAt(fraction) != 'e' && text.charAt(fraction) != 'E') {
                return false;
            }
            int sign = fraction + 1;
            boolean signed = sign < text.length() && (text.charAt(sign) == '-' || text.charAt(sign) == '+');
            int exponent = signed ? sign + 1 : sign;
            return digits(text, exponent) == text.length() && exponent < text.length();
        }

        private static int digits(String text, int from) {
            int at = from;
            while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                at++;
            }
            return at;
        }
    }

    /** A sequence. */
    record Items(String place, List<YamlNode> items) implements YamlNode {
        public Items {
            items = List.copyOf(items);
        }
    }

    /** A mapping. */
    record Entries(String place, List<Entry> entries) implements YamlNode {
        public Entries {
            entries = List.copyOf(entries);
        }

        public Set<String> keys() {
            return entries.stream().map(entry -> entry.key().text()).collect(Collectors.toSet());
        }
    }

    /** One key of a mapping and its value. */
    record Entry(Scalar key, YamlNode value) {}
}
