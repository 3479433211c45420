package io.gapura.validation.constraints;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilenamesTest {
    private static final Set<String> EXTENSIONS = Set.of("pdf", "png", "jpg");

    private static String word(String text) {
        TextViolation found = TextRules.filename(text, EXTENSIONS);
        return found == null ? null : found.word();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.pdf",
                "Invoice 2026-01.PDF",
                "report.v2.final.pdf",
                "Müller & Söhne (2).png",
                "契約書.pdf",
                "عقد.pdf",
                "a'b.pdf",
                "CONTRACT.pdf",
                "com.pdf",
                "COM10.pdf",
                "LPT.pdf",
                "console.pdf",
                "a-.pdf",
                "~a.pdf",
                "a,b;c.pdf",
                "100% sure.jpg",
                "photo.2026.01.jpg",
                "İstanbul.pdf",
                "a. b.pdf"
            })
    void namesOfDocumentsPass(String text) {
        assertThat(word(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            a/b.pdf            | filename.character
            ../a.pdf           | filename.character
            a\\b.pdf           | filename.character
            C:a.pdf            | filename.character
            a.pdf:x.pdf        | filename.character
            a*.pdf             | filename.character
            a?.pdf             | filename.character
            a".pdf             | filename.character
            <a>.pdf            | filename.character
            a>.pdf             | filename.character
            .pdf               | filename.form
            .a.pdf             | filename.form
            ..pdf              | filename.form
            ..                 | filename.form
            -rf.pdf            | filename.form
            ` a.pdf`           | filename.form
            `\u3000a.pdf`      | filename.form
            a.pdf.             | filename.form
            `a.pdf `           | filename.form
            `a.pdf\u00A0`      | filename.form
            CON.pdf            | filename.reserved
            con.pdf            | filename.reserved
            Prn.pdf            | filename.reserved
            aux.pdf            | filename.reserved
            nul.tar.pdf        | filename.reserved
            `NUL .pdf`         | filename.reserved
            COM0.pdf           | filename.reserved
            com9.pdf           | filename.reserved
            LPT1.pdf           | filename.reserved
            lpt³.pdf           | filename.reserved
            COM¹.pdf           | filename.reserved
            COM².pdf           | filename.reserved
            CON                | filename.reserved
            e\u0301.pdf        | filename.normalization
            a                  | filename.extension
            a.exe              | filename.extension
            a.pdfx             | filename.extension
            a.pd               | filename.extension
            a.pdf.exe          | filename.extension
            a.php.pdf          | filename.extension
            a.PHP.pdf          | filename.extension
            a.phtml.x.pdf      | filename.extension
            a.jpg.pdf          | filename.extension
            a.pdf.pdf          | filename.extension
            a.html.png         | filename.extension
            `a.php .pdf`       | filename.extension
            a.svg.png          | filename.extension
            """)
    void anyOtherIsRefusedWithItsWord(String text, String word) {
        assertThat(word(text)).isEqualTo(word);
    }

    @Test
    void noControlAndNothingThatReordersIsInAName() {
        for (char c : new char[] {0, 9, 10, 13, 0x1B, 0x7F, 0x85, 0x2028, 0x202E, 0x2066, 0xFFFE, 0xD800}) {
            assertThat(word("a" + c + ".pdf")).as("U+%04X", (int) c).isEqualTo("filename.character");
        }
    }

    @Test
    void aNameHasAtMost255Octets() {
        assertThat(word("a".repeat(251) + ".pdf")).isNull();
        assertThat(word("a".repeat(252) + ".pdf")).isEqualTo("filename.length");
        assertThat(word("é".repeat(125) + "a.pdf")).isNull();
        assertThat(word("é".repeat(126) + ".pdf")).isEqualTo("filename.length");
        assertThat(word("用".repeat(83) + "ab.pdf")).isNull();
        assertThat(word("用".repeat(84) + ".pdf")).isEqualTo("filename.length");
        assertThat(word("😀".repeat(62) + "abc.pdf")).isNull();
        assertThat(word("😀".repeat(63) + ".pdf")).isEqualTo("filename.length");
        assertThat(word("")).isEqualTo("filename.length");
    }

    @Test
    void aFolderNeedsNoExtension() {
        assertThat(TextRules.filename("folder")).isNull();
        assertThat(TextRules.filename("v1.2")).isNull();
        assertThat(TextRules.filename("a.pdf.png")).isNull();
        assertThat(TextRules.filename("a.php")).isEqualTo(TextViolation.FILENAME_EXTENSION);
        assertThat(TextRules.filename("a.php.png")).isEqualTo(TextViolation.FILENAME_EXTENSION);
        assertThat(TextRules.filename("..")).isEqualTo(TextViolation.FILENAME_FORM);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
            a.pdf          | -
            a/b/c.pdf      | -
            a b/c.pdf      | -
            1/2/3/a.pdf    | -
            ``             | path.length
            /a.pdf         | path.form
            a//b.pdf       | path.form
            a/             | path.form
            /              | path.form
            ../a.pdf       | path.segment
            a/../b.pdf     | path.segment
            ./a.pdf        | path.segment
            a/.hidden/b.pdf| path.segment
            a\\b.pdf       | path.segment
            C:/a.pdf       | path.segment
            con/a.pdf      | path.segment
            a./b.pdf       | path.segment
            a/b            | path.segment
            a/b.exe        | path.segment
            a.php/b.pdf    | path.segment
            1/2/3/4/a.pdf  | path.depth
            """)
    void aPathIsRelativeAndOfNames(String text, String word) {
        TextViolation found = TextRules.path(text, 4, EXTENSIONS);
        assertThat(found == null ? null : found.word()).isEqualTo(word);
    }

    @Test
    void aPathHasABoundAndMayLeaveTheExtensionOpen() {
        String deep = ("a".repeat(199) + "/").repeat(5);
        assertThat(TextRules.path(deep + "b".repeat(24), 16, Set.of())).isNull();
        assertThat(TextRules.path(deep + "b".repeat(25), 16, Set.of())).isEqualTo(TextViolation.PATH_LENGTH);
        assertThat(TextRules.path("a/README", 2, Set.of())).isNull();
        assertThat(TextRules.path("a/run.sh", 2, Set.of())).isEqualTo(TextViolation.PATH_SEGMENT);
    }
}
