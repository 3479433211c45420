package io.gapura.validation.files;

import io.gapura.filters.Rejection;
import io.gapura.filters.Violation;
import java.util.List;

/** Why a file or an archive is refused, by the name that an answer and the audit record carry. */
public enum FileViolation {
    /** More bytes than the rule allows, counted while they are written: a full disk stops everybody. */
    UPLOAD_SIZE(413, "body-too-large", "upload.size", false),
    /** A declared type that the rule does not list. */
    UPLOAD_TYPE(415, "media-type-refused", "upload.type", false),
    /** A name that is a path, a device, an executable or two files in one (CVE-2021-41773 class). */
    UPLOAD_FILENAME(422, "content-refused", "upload.filename", false),
    /** Bytes, extension and declared type disagree, or there is more behind the end: a polyglot or a broken file. */
    UPLOAD_CONTENT(422, "content-refused", "upload.content", false),
    /** An image that would take too much memory once decoded (CVE-2016-8332 class). */
    UPLOAD_PIXELS(422, "content-refused", "upload.pixels", false),
    /** The caller keeps as much as it may. */
    UPLOAD_QUOTA(422, "content-refused", "upload.quota", false),
    /** A scanner has found something. */
    UPLOAD_INFECTED(422, "content-refused", "upload.infected", true),
    /** A scanner that should have looked did not answer: nobody has looked. */
    UPLOAD_SCANNER(503, "store-unavailable", "upload.scanner", true),
    /** The disk is full, gone or read-only. */
    UPLOAD_STORE(503, "store-unavailable", "upload.store", true),
    /** Headers contradict each other, or leave a gap: two readers would unpack two archives. */
    ARCHIVE_HEADER(422, "content-refused", "archive.header", false),
    /** A name that leads out of the directory, or that two file systems read differently (Zip Slip, CVE-2018-1002200). */
    ARCHIVE_PATH(422, "content-refused", "archive.path", true),
    /** A link or a device: what is unpacked after it lands elsewhere. */
    ARCHIVE_LINK(422, "content-refused", "archive.link", true),
    ARCHIVE_COUNT(422, "content-refused", "archive.count", false),
    ARCHIVE_SIZE(422, "content-refused", "archive.size", false),
    /** A bomb. */
    ARCHIVE_RATIO(422, "content-refused", "archive.ratio", false),
    /** Nobody can look into it. */
    ARCHIVE_ENCRYPTED(422, "content-refused", "archive.encrypted", false),
    /** An entry of a type that the rule does not list, an archive among them. */
    ARCHIVE_ENTRY(422, "content-refused", "archive.entry", false);

    private final int status;
    private final String code;
    private final String word;
    private final boolean hard;

    FileViolation(int status, String code, String word, boolean hard) {
        this.status = status;
        this.code = code;
        this.word = word;
        this.hard = hard;
    }

    /** The dotted word. */
    public String word() {
        return word;
    }

    /** How it is refused where no part can be named. */
    public Rejection rejection() {
        return at("");
    }

    /**
     * How it is refused.
     *
     * @param part the declared name of the part of a multipart, or empty
     */
    public Rejection at(String part) {
        Rejection plain = Rejection.of(status, code, word);
        Rejection refusal = status >= 500
                ? plain
                : plain.violations(List.of(
                        new Violation(part.isEmpty() ? Violation.Place.BODY : Violation.Place.PART, part, word)));
        return hard ? refusal.asHard() : refusal;
    }
}
