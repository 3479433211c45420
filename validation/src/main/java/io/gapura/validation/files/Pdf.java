package io.gapura.validation.files;

import static io.gapura.validation.files.BrokenFormatException.require;

import java.io.IOException;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * PDF (ISO 32000-2 §7.5) from its header at byte 0 to {@code %%EOF} at the end, and whether it names anything that acts:
 * scripts, launchers, forms that are sent, attached files, or an encryption that hides all that. Names are found in the
 * whole file, escapes undone (§7.3.5), and in every stream that inflates, object streams first of all; an object stream
 * in another coding is refused.
 */
final class Pdf {
    private static final Set<String> ACTIVE = Set.of(
            "JavaScript",
            "Launch",
            "EmbeddedFile",
            "EmbeddedFiles",
            "RichMedia",
            "XFA",
            "SubmitForm",
            "ImportData",
            "GoToE",
            "Encrypt");
    private static final Set<String> CODINGS = Set.of(
            "ASCIIHexDecode", "ASCII85Decode", "LZWDecode", "RunLengthDecode", "Crypt", "AHx", "A85", "LZW", "RL");
    private static final int LONGEST_NAME = 64;
    private static final long MOST_INFLATED = 64L * 1024 * 1024;

    private final Window content;
    private long inflated;
    private boolean objects;
    private boolean coded;

    private Pdf(Window content) {
        this.content = content;
    }

    /** One that nobody runs anything from. */
    static Format.Facts inert(Window content) throws IOException {
        Format.Facts facts = any(content);
        new Pdf(content).requireInert();
        return facts;
    }

    static Format.Facts any(Window content) throws IOException {
        require(content.matches(0, "%PDF-1.") || content.matches(0, "%PDF-2."), "header");
        long at = content.length();
        while (at > 0 && content.length() - at < 16 && isBlank(content.u8(at - 1))) {
            at--;
        }
        require(at > 5 && content.matches(at - 5, "%%EOF"), "end");
        long from = Math.max(0, at - 64);
        require(content.latin1(from, (int) (at - from)).contains("startxref"), "end");
        return Format.Facts.until(content.length());
    }

    private static boolean isBlank(int octet) {
        return octet == '\r' || octet == '\n' || octet == ' ' || octet == 0 || octet == '\t';
    }

    private void requireInert() throws IOException {
        Names names = new Names();
        byte[] piece = new byte[8_192];
        long at = 0;
        while (at < content.length()) {
            int count = content.read(at, piece, 0, piece.length);
            for (int i = 0; i < count; i++) {
                if (names.ends(piece[i] & 0xFF)) {
                    note(names.name());
                }
                if (piece[i] == 's' && content.matches(at + i, "stream") && !content.matches(at + i - 3, "end")) {
                    stream(at + i + 6);
                }
            }
            at += count;
        }
    }

    private void note(String name) throws BrokenFormatException {
        require(!ACTIVE.contains(name), "active content");
        objects |= name.equals("ObjStm");
        coded |= CODINGS.contains(name);
    }

    /** What inflates is looked into; of an object stream that is a must. */
    private void stream(long from) throws IOException {
        long at = from;
        if (content.has(at, 1) && content.u8(at) == '\r') {
            at++;
        }
        if (content.has(at, 1) && content.u8(at) == '\n') {
            at++;
        }
        boolean zlib = content.has(at, 2) && (content.u8(at) & 0x0F) == 8 && content.u16be(at) % 31 == 0;
        boolean whole = zlib && inflate(at);
        require(!objects || whole && !coded, "hidden objects");
        objects = false;
        coded = false;
    }

    private boolean inflate(long from) throws IOException {
        Inflater inflater = new Inflater();
        try {
            return inflate(from, inflater);
        } catch (DataFormatException noStream) {
            return false;
        } finally {
            inflater.end();
        }
    }

    private boolean inflate(long from, Inflater inflater) throws IOException, DataFormatException {
        Names names = new Names();
        byte[] input = new byte[4_096];
        byte[] output = new byte[8_192];
        long at = from;
        while (!inflater.finished()) {
            int count = inflater.inflate(output);
            inflated += count;
            require(inflated <= MOST_INFLATED && !inflater.needsDictionary(), "streams");
            for (int i = 0; i < count; i++) {
                if (names.ends(output[i] & 0xFF)) {
                    require(!ACTIVE.contains(names.name()), "active content");
                }
            }
            if (count == 0 && inflater.needsInput()) {
                if (at >= content.length()) {
                    return false;
                }
                int more = content.read(at, input, 0, input.length);
                inflater.setInput(input, 0, more);
                at += more;
            }
        }
        return true;
    }

    /** Finds names in bytes: a slash and what follows up to a delimiter, {@code #4A} undone. */
    private static final class Names {
        private static final String DELIMITERS = "\0\t\n\f\r ()<>[]{}/%";

        private final StringBuilder name = new StringBuilder();
        private String ended = "";
        private boolean inside;
        private int escaped = -1;

        /** Whether a name has come to its end before this byte. */
        boolean ends(int octet) {
            boolean delimiter = octet < 0x80 && DELIMITERS.indexOf(octet) >= 0;
            boolean end = inside && delimiter;
            if (end) {
                ended = name.toString();
            }
            if (delimiter) {
                inside = octet == '/';
                name.setLength(0);
                escaped = -1;
            } else if (inside && name.length() <= LONGEST_NAME) {
                add(octet);
            }
            return end;
        }

        private void add(int octet) {
            name.append((char) octet);
            int length = name.length();
            if (length >= 3 && name.charAt(length - 3) == '#' && length - 3 > escaped) {
                int high = Character.digit(name.charAt(length - 2), 16);
                int low = Character.digit(name.charAt(length - 1), 16);
                if (high >= 0 && low >= 0) {
                    name.setLength(length - 3);
                    name.append((char) (high << 4 | low));
                    escaped = length - 3;
                }
            }
        }

        String name() {
            return ended;
        }
    }
}
