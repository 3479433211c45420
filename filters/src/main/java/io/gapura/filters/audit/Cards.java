package io.gapura.filters.audit;

/** Numbers of payment cards (ISO/IEC 7812): a prefix of a known scheme, its length, and a check digit by Luhn. */
final class Cards {
    private static final int LONGEST = 19;

    private Cards() {}

    /** How many characters a card has that begins there, single blanks and dashes between digits included; 0 when none does. */
    static int length(String text, int from) {
        char[] digits = new char[LONGEST];
        int count = 0;
        int end = from;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                if (count == LONGEST) {
                    return 0;
                }
                digits[count++] = c;
                end = i + 1;
            } else if (c != ' ' && c != '-' || i > end) {
                break;
            }
        }
        boolean ended = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
        return ended && isOfAScheme(digits, count) && passesLuhn(digits, count) ? end - from : 0;
    }

    private static boolean isOfAScheme(char[] digits, int count) {
        if (count < 13) {
            return false;
        }
        int four = (digits[0] - '0') * 1_000 + (digits[1] - '0') * 100 + (digits[2] - '0') * 10 + digits[3] - '0';
        int two = four / 100;
        return switch (digits[0]) {
            case '4' -> count == 13 || count == 16 || count == 19;
            case '5' -> two >= 51 && two <= 55 && count == 16 || two == 50 || two >= 56;
            case '2' -> four >= 2_221 && four <= 2_720 && count == 16;
            case '3' ->
                (two == 34 || two == 37) && count == 15
                        || (two == 30 || two == 36 || two == 38 || two == 39) && count == 14
                        || two == 35 && count >= 16;
            case '6' -> count >= 16;
            default -> false;
        };
    }

    private static boolean passesLuhn(char[] digits, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            int digit = digits[count - 1 - i] - '0';
            int doubled = i % 2 == 0 ? digit : digit * 2;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }
}
