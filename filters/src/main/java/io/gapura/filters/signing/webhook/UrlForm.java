package io.gapura.filters.signing.webhook;

import java.util.ArrayList;
import java.util.List;

/** Which texts of an address a sender may have signed. */
enum UrlForm {
    EXACT {
        @Override
        List<String> texts(PublicUrl base, String query) {
            return List.of(base.text() + query);
        }
    },
    /** Twilio's libraries differ in whether the port of the scheme is written. */
    WITH_AND_WITHOUT_PORT {
        @Override
        List<String> texts(PublicUrl base, String query) {
            List<String> texts = new ArrayList<>(2);
            for (String each : List.of(base.withPort(), base.withoutPort())) {
                texts.add(each + query);
            }
            return texts;
        }
    },
    /** HubSpot takes back the escapes of some characters before it signs, and those of no others. */
    UNESCAPED {
        private static final String TAKEN_BACK = ":/?@!$'()*,;";

        @Override
        List<String> texts(PublicUrl base, String query) {
            String text = base.text() + query;
            StringBuilder plain = new StringBuilder(text.length());
            for (int i = 0; i < text.length(); i++) {
                int octet = octet(text, i);
                boolean back = octet >= 0 && TAKEN_BACK.indexOf(octet) >= 0;
                plain.append(back ? (char) octet : text.charAt(i));
                i += back ? 2 : 0;
            }
            return List.of(plain.toString());
        }
    };

    /** The candidates: one, or two. */
    abstract List<String> texts(PublicUrl base, String query);

    private static int octet(String text, int at) {
        if (text.charAt(at) != '%' || at + 2 >= text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(at + 1), 16);
        int low = Character.digit(text.charAt(at + 2), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }
}
