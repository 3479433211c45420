package io.gapura.filters.signing;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A value of a structured field, without parameters (RFC 9651 §3.3). One type per kind: a String is never mistaken for a
 * Token, nor an Integer for a Date. A value that exists can be written.
 */
sealed interface BareItem {
    /** The parsed form of a member or parameter that has no value. */
    BareItem TRUE = new Bool(true);

    /** RFC 9651 §3.3.1: at most 15 digits. */
    record Int(long value) implements BareItem {
        static final long MOST = 999_999_999_999_999L;

        public Int {
            if (value > MOST || value < -MOST) {
                throw new IllegalArgumentException("an integer has at most 15 digits");
            }
        }
    }

    /** RFC 9651 §3.3.2: 12 digits, three of fraction; rounded half to even. */
    record Decimal(BigDecimal value) implements BareItem {
        public Decimal {
            value = value.setScale(3, RoundingMode.HALF_EVEN);
            if (value.precision() - 3 > 12) {
                throw new IllegalArgumentException("a decimal has at most 12 digits before the point");
            }
        }
    }

    /** RFC 9651 §3.3.3: printable ASCII. */
    record Str(String value) implements BareItem {
        public Str {
            for (int i = 0; i < value.length(); i++) {
                if (value.charAt(i) < 0x20 || value.charAt(i) > 0x7E) {
                    throw new IllegalArgumentException("a string holds printable ASCII alone");
                }
            }
        }
    }

    /** RFC 9651 §3.3.4. */
    record Token(String value) implements BareItem {
        public Token {
            if (!FieldCharacters.isToken(value)) {
                throw new IllegalArgumentException("not a token");
            }
        }
    }

    /** RFC 9651 §3.3.5. The array is not copied: values live within one parse. */
    final class Bytes implements BareItem {
        private final byte[] value;

        Bytes(byte[] value) {
            this.value = value;
        }

        byte[] value() {
            return value;
        }
    }

    /** RFC 9651 §3.3.6. */
    record Bool(boolean value) implements BareItem {}

    /** RFC 9651 §3.3.7: seconds since 1970. */
    record Date(long seconds) implements BareItem {
        public Date {
            if (seconds > Int.MOST || seconds < -Int.MOST) {
                throw new IllegalArgumentException("a date has at most 15 digits");
            }
        }
    }

    /** RFC 9651 §3.3.8: Unicode. Half of a surrogate pair is none. */
    record Display(String value) implements BareItem {
        public Display {
            if (value.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
                throw new IllegalArgumentException("a display string holds whole characters alone");
            }
        }
    }
}
