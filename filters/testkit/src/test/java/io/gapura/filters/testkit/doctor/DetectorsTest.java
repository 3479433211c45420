package io.gapura.filters.testkit.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.gapura.filters.testkit.RawAnswer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One answer at a time: what is seen in it, and what is not. */
class DetectorsTest {
    private static final Detectors DETECTORS = Detectors.with("tamarind7");

    private static Map<Symptom, String> in(int status, String text) {
        List<RawAnswer.Field> fields = List.of(
                new RawAnswer.Field("Content-Type", "application/problem+json"),
                new RawAnswer.Field("Cache-Control", "no-store"),
                new RawAnswer.Field("X-Content-Type-Options", "nosniff"),
                new RawAnswer.Field("Content-Security-Policy", "default-src 'none'"),
                new RawAnswer.Field("Referrer-Policy", "no-referrer"));
        return DETECTORS.in(RawAnswer.of(status, fields, text.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            STACK     | at shop.Item.find(Item.java:17)
            STACK     | at java.base/java.lang.Thread.run(Thread.java:840)
            STACK     | at app//shop.Item.<init>(Item.java)
            STACK     | at shop.Item$Inner.lambda$find$0(Item.java:3)
            STACK     | at shop.Item.&lt;init&gt;(Item.java:3)
            STACK     | at shop.Main.main(Main.kt:1)
            STACK     | at jdk.internal.reflect.X.invoke0(Native Method)
            STACK     | at shop.Item.a(Unknown Source)
            STACK     | X\\n\\tat shop.Item.find(Item.java:17)\\n
            STACK     | X\\u000a\\u0009at shop.Item.find(Item.java:17)
            STACK     | X&#9;at shop.Item.find(Item.java:17)
            EXCEPTION | java.lang.NullPointerException
            EXCEPTION | NullPointerException: Cannot invoke "String.length()"
            EXCEPTION | Caused by: shop.ItemException
            EXCEPTION | java.lang.NoClassDefFoundError: shop/Item
            EXCEPTION | StackOverflowError
            EXCEPTION | org.example.CustomError
            CLASS     | Unrecognized field "a" (class com.example.Item)
            CLASS     | com.fasterxml.jackson.core.JsonParser$Feature
            CLASS     | [Lcom.example.Item;
            CLASS     | shop.db.Broken
            CLASS     | OpenServlet@1b2c6ec2
            CLASS     | io.gapura.filters.Pipeline
            PATH      | /home/shop/conf/x.properties
            PATH      | cannot open '/opt/shop/data'
            PATH      | (/var/lib/shop)
            PATH      | C:\\Users\\shop\\a.txt
            PATH      | file:/srv/app.war
            PATH      | jar:file:/srv/app.jar!/a
            PATH      | WEB-INF/classes/a.properties
            SQL       | SELECT id, name FROM items WHERE id = 1
            SQL       | ORA-00942: table or view does not exist
            SQL       | ERROR: syntax error at or near "FROM"
            SQL       | You have an error in your SQL syntax
            SQL       | jdbc:postgresql://db/shop
            SQL       | SQLSTATE 23505
            SQL       | INSERT INTO items (id) VALUES (1)
            SQL       | violates unique constraint "items_pk"
            SQL       | Unique index or primary key violation
            VERSION   | Apache Tomcat/10.1.44
            VERSION   | Powered by Jetty:// 12.1.12
            VERSION   | WildFly Full 39.0.1.Final
            VERSION   | Eclipse GlassFish  7.0.25
            VERSION   | Payara Micro  6.2025.10
            VERSION   | Open Liberty 26.0.0.3
            VERSION   | undertow 2.3.26
            VERSION   | RESTEasy 6.2.16
            BANNER    | Apache Tomcat
            BANNER    | powered by WildFly
            CANARY    | You sent tamarind7.
            CANARY    | You sent %74amarind7.
            """)
    void theInsideIsSeenInAnError(Symptom symptom, String text) {
        assertThat(in(500, text)).containsKey(symptom);
        assertThat(in(400, "{\"title\":\"" + text + "\"}")).containsKey(symptom);
        assertThat(in(404, "<html><body><p>" + text + "</p></body></html>")).containsKey(symptom);
    }

    /** Errors of a sound application: nothing in them is from inside. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"https://shop.example/problems/out-of-credit\",\"title\":\"You do not have enough credit.\"}",
                "{\"type\":\"urn:gapura:problem:content-refused\",\"errors\":[{\"pointer\":\"#/items/2/color\"}]}",
                "{\"instance\":\"urn:uuid:0198c1f2-0000-7000-8000-000000000000\",\"code\":\"uri.dot-parameter\"}",
                "<html><body><h1>Not found</h1><a href=\"/home/start\">Home</a><img src='/var/logo.png'></body></html>",
                "Look at the order at shop.example (open until 17:30).",
                "An exception was made for you. Errors happen. Class dismissed.",
                "Please select an item from the list, or insert into the cart.",
                "Write to help@shop.example or visit www.shop.example/Help, version 2.3 of the terms.",
                "The table at the window (Table.17) is taken; update your order set.",
                "Meet at St. Mary's, at 9.30 (Main Street).",
                "docs.shop.example and shop.example. Please call.",
                "Your file C: is not needed; ratio 3:4, time 12:30:11.",
                "Fehler: Das Formular ist ung\u00fcltig. Kesalahan pada permintaan Anda.",
                "The jetty is closed for repairs. Liberty and justice. A payload of 3 kg.",
                "/shop/item/17 was not found",
                "See application/json and text/html, or */*."
            })
    void ordinaryErrorsAreClean(String text) {
        assertThat(in(404, text).keySet())
                .doesNotContainAnyElementsOf(List.of(
                        Symptom.STACK, Symptom.EXCEPTION, Symptom.CLASS, Symptom.PATH, Symptom.SQL, Symptom.VERSION));
    }

    /** A page below 400 is the application's own word: only a stack trace has no business there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "As Item.find(Item.java:17) shows, java.lang.Thread.run(Thread.java:840) calls it.",
                "In Java a NullPointerException is thrown when com.example.Item is null.",
                "Install Apache Tomcat 10.1.44 into /opt/tomcat and edit /etc/tomcat/server.xml.",
                "SELECT name FROM items is a query; jdbc:postgresql://db/shop is an address.",
                "<html><body><pre>file:/srv/app.war</pre>Powered by WildFly</body></html>",
                "You searched for tamarind7.",
                "{\"path\":\"/home/shop\",\"class\":\"com.example.Item\"}"
            })
    void pagesMaySpeakOfJava(String text) {
        assertThat(in(200, text)).isEmpty();
    }

    @Test
    void aStackTraceIsALeakInAnyAnswer() {
        assertThat(in(200, "<pre>java.lang.X\n\tat shop.Item.find(Item.java:17)</pre>"))
                .containsOnlyKeys(Symptom.STACK);
    }

    @Test
    void tomcatWritesFramesWithoutAWordBefore() {
        assertThat(in(500, "<pre>java.lang.X\n\tshop.Item.find(Item.java:17)\n\tshop.Main.main(Main.java:3)</pre>"))
                .containsEntry(Symptom.STACK, "\tshop.Item.find(Item.java:17)");
    }

    @Test
    void productsWithoutAVersionAreAdvice() {
        RawAnswer named = RawAnswer.of(204, List.of(new RawAnswer.Field("Server", "Apache")), new byte[0]);
        RawAnswer versioned = RawAnswer.of(204, List.of(new RawAnswer.Field("X-Powered-By", "PHP/8")), new byte[0]);

        assertThat(DETECTORS.in(named)).containsEntry(Symptom.BANNER, "Server: Apache");
        assertThat(DETECTORS.in(versioned)).containsEntry(Symptom.VERSION, "X-Powered-By: PHP/8");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | "status":400   | false
            400 | "status": 404  | true
            400 | <status>400</status> | false
            400 | <status>500</status> | true
            400 | "status":4004  | false
            """)
    void theDocumentsStatusIsThatOfTheAnswer(int status, String text, boolean found) {
        assertThat(in(status, text).containsKey(Symptom.STATUS)).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            404 | true
            405 | true
            410 | true
            400 | false
            500 | false
            200 | false
            """)
    void anEmptyErrorIsKeptByCachesOnlyWithSomeStatuses(int status, boolean found) {
        RawAnswer empty = RawAnswer.of(status, List.of(), new byte[0]);
        assertThat(DETECTORS.in(empty).containsKey(Symptom.CACHE)).isEqualTo(found);
    }

    @Test
    void anErrorInAFormThatWasAskedForIsRight() {
        Probe html = Probe.of("html", Area.UNKNOWN, Wanted.ANSWER, "GET / HTTP/1.1\r\nAccept: text/html\r\n\r\n");
        Probe json =
                Probe.of("json", Area.UNKNOWN, Wanted.ANSWER, "GET / HTTP/1.1\r\nAccept: application/json\r\n\r\n");
        RawAnswer page = RawAnswer.of(
                404,
                List.of(new RawAnswer.Field("Content-Type", "text/html;charset=utf-8")),
                "<h1>Not here</h1>".getBytes(StandardCharsets.US_ASCII));

        assertThat(DETECTORS.in(sighting(html, page))).doesNotContainKey(Symptom.MEDIA);
        assertThat(DETECTORS.in(sighting(json, page))).containsEntry(Symptom.MEDIA, "text/html");
    }

    private static Sighting sighting(Probe probe, RawAnswer answer) {
        return new Sighting(probe, List.of(answer), Sighting.End.ANSWERED, false, java.util.Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({"401, true", "403, true", "200, false", "404, false"})
    void aSpellingThatIsServedWalksAroundARuleWhereThePathItselfIsRefused(int base, boolean bypass) {
        RawAnswer served = RawAnswer.of(200, List.of(), new byte[] {'x'});
        RawAnswer plain = RawAnswer.of(base, List.of(), new byte[0]);
        Probe probe = Probe.of("spelling", Area.TARGET, Wanted.NO_OTHER_SPELLING, "GET /./ HTTP/1.1\r\n\r\n");
        Sighting sighting =
                new Sighting(probe, List.of(served), Sighting.End.ANSWERED, false, java.util.Optional.of(plain));

        assertThat(DETECTORS.in(sighting).containsKey(Symptom.BYPASS)).isEqualTo(bypass);
        assertThat(DETECTORS.in(sighting).containsKey(Symptom.ACCEPTED)).isEqualTo(!bypass);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            https://tamarind7.invalid | true  | CREDENTIALS
            null                      | true  | CREDENTIALS
            https://tamarind7.invalid |       | ORIGIN
            null                      |       | ORIGIN
            *                         |       | ORIGIN
            *                         | true  | ORIGIN
            """)
    void aForeignOriginMayNotRead(String origin, String credentials, Symptom symptom) {
        List<RawAnswer.Field> fields = List.of(
                new RawAnswer.Field("Access-Control-Allow-Origin", origin),
                new RawAnswer.Field("Access-Control-Allow-Credentials", credentials == null ? "" : credentials));
        Probe probe = Probe.of("origin", Area.ORIGIN, Wanted.ANSWER, "OPTIONS / HTTP/1.1\r\n\r\n");

        assertThat(DETECTORS.in(sighting(probe, RawAnswer.of(204, fields, new byte[0]))))
                .containsOnlyKeys(symptom);
    }

    @Test
    void anOriginThatIsListedMayRead() {
        List<RawAnswer.Field> fields =
                List.of(new RawAnswer.Field("Access-Control-Allow-Origin", "https://shop.example"));
        Probe probe = Probe.of("origin", Area.ORIGIN, Wanted.ANSWER, "OPTIONS / HTTP/1.1\r\n\r\n");

        assertThat(DETECTORS.in(sighting(probe, RawAnswer.of(204, fields, new byte[0]))))
                .isEmpty();
    }

    @Property(tries = 500)
    void anyBytesAreLookedAt(@ForAll byte[] content) {
        assertThat(DETECTORS.in(RawAnswer.of(500, List.of(), content))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.", "at a.", "%25", "&#37;", "\\u0025", "SELECT ", "<h3>", "/home/", "A", "a_"})
    void aHostileAnswerCostsNoMoreThanItsLength(String piece) {
        byte[] content = piece.repeat(1_000_000 / piece.length()).getBytes(StandardCharsets.US_ASCII);
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(60), () -> DETECTORS.in(RawAnswer.of(500, List.of(), content)));
    }
}
