package io.gapura.filters.testkit.doctor;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the inside of a Java application looks like from outside. Shapes, not known texts; every repetition is bounded, so
 * that a hostile answer costs time in its length only.
 */
final class Shapes {
    private static final String NAME = "[\\w$]{1,80}";
    private static final String PACKAGE = "[a-z][a-z0-9_]{0,40}(?:\\.[a-z][a-z0-9_]{0,40}){1,12}";
    private static final String FRAME =
            "(?:[\\w.@-]{1,60}/{1,2}){0,3}(?:" + NAME + "\\.){1,15}(?:" + NAME + "|&lt;init&gt;|<init>|<clinit>)\\((?:";
    private static final String FILE = NAME + "\\.(?:java|kt|scala|groovy)";
    /**
     * Prose has no line with a source file behind a method, so a stack is a leak in any answer. As the JDK prints it, also
     * with its tabulator escaped; or as Tomcat does: a line of its own without "at".
     */
    private static final Pattern STACK = Pattern.compile("(?:\\b|\\\\t|\\\\u0009|&#x?0?9;)at " + FRAME + FILE
            + "(?::\\d{1,6})?|Native Method|Unknown Source)\\)" + "|(?m:^)[ \\t]{0,20}" + FRAME + FILE
            + ":\\d{1,6})\\)");

    private static final Map<Symptom, Pattern> IN_ERRORS = new LinkedHashMap<>();

    static {
        IN_ERRORS.put(
                Symptom.EXCEPTION,
                Pattern.compile("\\b(?:" + PACKAGE + "\\.)?[A-Z]\\w{0,60}(?:Exception|Throwable)\\b"
                        + "|\\b(?:" + PACKAGE + "\\.)[A-Z]\\w{0,60}Error\\b|\\b(?:StackOverflow|OutOfMemory|"
                        + "NoClassDefFound|NoSuchMethod|ExceptionInInitializer)Error\\b"));
        IN_ERRORS.put(
                Symptom.CLASS,
                Pattern.compile(
                        "(?<![\\w/.@-])(?!www\\.)" + PACKAGE + "(?:\\.[A-Z]\\w{0,80})(?:\\$\\w{1,80}){0,4}(?![\\w@.-])"
                                + "|\\[L" + PACKAGE + "\\.[A-Z]\\w{0,80};|\\b[A-Z]\\w{2,60}@[0-9a-f]{6,8}\\b"));
        IN_ERRORS.put(
                Symptom.PATH,
                Pattern.compile("(?<!(?:href|src|action|content)=[\"']?)(?<![\\w/.:-])"
                        + "/(?:home|usr|opt|var|srv|etc|tmp|root|mnt|proc|Users|Library)/[\\w.-]{1,80}"
                        + "|\\b[A-Za-z]:\\\\{1,2}[\\w. -]{1,60}\\\\"
                        + "|\\b(?:file|vfs|jar:file|jrt|bundleresource):/{1,3}[\\w.]"
                        + "|\\bWEB-INF/(?:classes|lib)\\b"));
        IN_ERRORS.put(
                Symptom.SQL,
                Pattern.compile("\\bSQLSTATE\\b|\\bORA-\\d{5}\\b|\\bjdbc:[a-z0-9]{2,20}:"
                        + "|\\bsyntax error at or near\\b|\\berror in your SQL syntax\\b"
                        + "|\\bSELECT\\s[^;<]{1,200}\\sFROM\\s|\\bINSERT INTO \\w{1,60}\\b|\\bUPDATE \\w{1,60} SET\\s"
                        + "|\\bDELETE FROM \\w{1,60}\\b|\\bviolates (?:unique|foreign key|not-null|check) constraint\\b"
                        + "|\\bUnique index or primary key violation\\b"));
    }

    private static final String PRODUCTS =
            "Apache Tomcat|Tomcat|TomEE|Jetty|Undertow|WildFly|JBoss|Open Liberty|Liberty"
                    + "|WebSphere|Payara|GlassFish|Grizzly|Jersey|RESTEasy|OpenJDK|JSP|Servlet";
    private static final Pattern VERSION = Pattern.compile(
            "\\b(?:" + PRODUCTS + ")\\b[ /:(\"'A-Za-z-]{0,24}\\d{1,4}\\.\\d{1,4}[\\w.-]{0,24}",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PRODUCT = Pattern.compile(
            "\\b(?:Apache Tomcat|TomEE|Jetty|Undertow|WildFly|JBoss|Open Liberty|WebSphere|Payara|GlassFish|Grizzly|"
                    + "RESTEasy)\\b",
            Pattern.CASE_INSENSITIVE);

    private Shapes() {}

    /** What any answer must not show. */
    static Map<Symptom, String> in(String text) {
        Map<Symptom, String> found = new LinkedHashMap<>();
        look(Symptom.STACK, STACK, text, found);
        return found;
    }

    /** What an error must not show; an ordinary page may well speak of Java. */
    static Map<Symptom, String> inError(String text) {
        Map<Symptom, String> found = in(text);
        IN_ERRORS.forEach((symptom, pattern) -> look(symptom, pattern, text, found));
        look(Symptom.VERSION, VERSION, text, found);
        if (!found.containsKey(Symptom.VERSION)) {
            look(Symptom.BANNER, PRODUCT, text, found);
        }
        return found;
    }

    private static void look(Symptom symptom, Pattern pattern, String text, Map<Symptom, String> found) {
        Matcher matcher = pattern.matcher(text);
        if (matcher.find()) {
            found.put(symptom, matcher.group());
        }
    }
}
