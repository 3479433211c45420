package io.gapura.validation.constraints;

/**
 * What a text broke, as a client and an audit record may know it: the dotted word of {@code violations[].code}, never
 * the text. Words are stable and public; each names the risk it stands for. A word without a dot is prefixed by where it
 * was found: {@code param.enum}, {@code body.enum}.
 */
public enum TextViolation {
    /** Unbounded input: memory, time, columns that cut. */
    TEXT_LENGTH("text.length"),
    /** C0, DEL, C1: terminals, log lines, C strings that end early (CWE-117, CWE-158). */
    TEXT_CONTROL("text.control"),
    /** Half a character: encoders disagree on it, so two readers see two texts. */
    TEXT_SURROGATE("text.surrogate"),
    /** U+FFFE and its like: never a character, often a mark inside software. */
    TEXT_NONCHARACTER("text.noncharacter"),
    /** Text that is shown in another order than it is read (CVE-2021-42574 class). */
    TEXT_BIDI("text.bidi"),
    /** A second line where one was declared: headers, logs, CSV (CWE-93). */
    TEXT_LINE_BREAK("text.line-break"),
    /** A character that this kind of text never has. */
    TEXT_CLASS("text.class"),
    /** Looks like markup to software that knows no HTML encoding. */
    TEXT_MARKUP("text.markup"),
    /** One word in two scripts: a name that looks like another (UTS 39). */
    NAME_MIXED_SCRIPT("name.mixed-script"),
    IDENTIFIER_CHARACTER("identifier.character"),
    /** Two scripts that are not written together: a look-alike (UTS 39, highly restrictive). */
    IDENTIFIER_MIXED_SCRIPT("identifier.mixed-script"),
    /** Not NFC: two spellings of one identifier (CWE-176). */
    IDENTIFIER_NORMALIZATION("identifier.normalization"),
    /** Its skeleton is that of an ASCII identifier (UTS 39, section 4). */
    IDENTIFIER_CONFUSABLE("identifier.confusable"),
    /** Quotes, comments, line breaks: mail header injection (CWE-93). */
    EMAIL_LOCAL("email.local"),
    EMAIL_DOMAIN("email.domain"),
    EMAIL_LENGTH("email.length"),
    /** Two URL parsers would see two URLs (CVE-2017-7525 class of server-side request forgery tricks). */
    URL_SYNTAX("url.syntax"),
    URL_SCHEME("url.scheme"),
    /** {@code https://bank.example@evil.example/}. */
    URL_USERINFO("url.userinfo"),
    URL_HOST("url.host"),
    URL_PORT("url.port"),
    /** A number, or an address that is not public: server-side request forgery (CWE-918). */
    URL_ADDRESS("url.address"),
    URL_LENGTH("url.length"),
    /** Leaves the site (CWE-601). */
    URL_REDIRECT("url.redirect"),
    FILENAME_LENGTH("filename.length"),
    /** Separators, streams, wildcards, controls (CWE-22, CWE-73). */
    FILENAME_CHARACTER("filename.character"),
    /** Hidden, an option, or a name that a system shortens. */
    FILENAME_FORM("filename.form"),
    /** A device on some system. */
    FILENAME_RESERVED("filename.reserved"),
    FILENAME_NORMALIZATION("filename.normalization"),
    /** None listed, or a second one that a server may act on (CWE-434). */
    FILENAME_EXTENSION("filename.extension"),
    /** Absolute, or with an empty segment (CWE-22). */
    PATH_FORM("path.form"),
    /** A segment that is no file name; {@code ..} among them (CWE-22). */
    PATH_SEGMENT("path.segment"),
    PATH_DEPTH("path.depth"),
    PATH_LENGTH("path.length"),
    /** Response splitting, request smuggling (CWE-113). */
    HEADER_CHARACTER("header.character"),
    /** None of the declared words. */
    ENUM("enum"),
    /** A blank or line break inside a cache command (CWE-93). */
    KEY_CHARACTER("key.character"),
    /** A name that leaves the component's own space (CVE-2021-44228 class). */
    JNDI_NAME("jndi.name"),
    PASSWORD_LENGTH("password.length"),
    /** On the list of passwords that everybody tries first. */
    PASSWORD_COMMON("password.common"),
    /** Holds a word that anybody would try here. */
    PASSWORD_CONTEXT("password.context");

    private final String word;
    private final String template;

    TextViolation(String word) {
        this.word = word;
        this.template = "{io.gapura.validation." + word + "}";
    }

    /** The dotted word. */
    public String word() {
        return word;
    }

    /** The key of its text in {@code ContributorValidationMessages}, in braces; without a value. */
    String template() {
        return template;
    }

    @Override
    public String toString() {
        return word;
    }
}
