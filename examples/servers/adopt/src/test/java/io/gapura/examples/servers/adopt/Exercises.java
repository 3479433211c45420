package io.gapura.examples.servers.adopt;

import java.util.Collections;
import java.util.List;

/** What the users of each application do, request by request, and what they expect to see. */
final class Exercises {
    private static final String JOLOKIA_OPTIONS =
            "?maxDepth=9&maxCollectionSize=50000&ignoreErrors=true&canonicalNaming=false";
    private static final String HEAP = "{\"type\":\"read\",\"mbean\":\"java.lang:type=Memory\",\"attribute\":"
            + "\"HeapMemoryUsage\",\"path\":\"used\"}";

    private Exercises() {}

    /** A tool asks the JVM by paths and by JSON. */
    static void jolokia(Browser ada) {
        ada.fetch("/jolokia", 200, "\"agent\"");
        ada.fetch("/jolokia/", 200, "\"protocol\"");
        ada.fetch("/jolokia/version", 200, "\"agent\":\"2.0.0\"");
        ada.fetch("/jolokia/read/java.lang:type=Memory/HeapMemoryUsage", 200, "\"used\"");
        ada.fetch("/jolokia/read/java.lang:type=Memory/HeapMemoryUsage/used", 200, "\"value\":");
        ada.fetch("/jolokia/read/java.lang:type=GarbageCollector,name=*/CollectionCount", 200, "CollectionCount");
        ada.fetch("/jolokia/read/java.lang:name=Metaspace,type=MemoryPool/Usage?maxDepth=3", 200, "\"used\"");
        ada.fetch("/jolokia/search/*:type=Memory,*", 200, "java.lang:type=Memory");
        ada.fetch("/jolokia/list/java.lang?maxDepth=2", 200, "type=Memory");
        ada.fetch("/jolokia/exec/java.lang:type=Memory/gc", 200, "\"status\":200");
        ada.fetch(
                "/jolokia/read/Catalina:type=Manager,context=!/examples,host=localhost/activeSessions",
                200,
                "\"value\"");
        ada.fetch("/jolokia/read/Catalina:type=Manager,context=%2Fexamples,host=localhost/activeSessions", 400);
        ada.fetch(
                "/jolokia/read/java.util.logging:type=Logging/LoggerNames?callback=shown&maxCollectionSize=3",
                200,
                "shown(");
        ada.send("/jolokia/", "text/json", HEAP, 200, "\"value\":");
        ada.send("/jolokia/" + JOLOKIA_OPTIONS, "application/json", HEAP, 200, "\"value\":");
        ada.send("/jolokia", "application/json", "[" + HEAP + "," + HEAP + "]", 200, "},{");
        ada.send(
                "/jolokia/",
                "application/json",
                "{\"type\":\"write\",\"mbean\":\"java.lang:type=Memory\",\"attribute\":\"Verbose\",\"value\":false}",
                200,
                "\"status\":200");
        ada.send("/jolokia/", "application/json", "{\"type\":\"search\",\"mbean\":\"*:*\"}", 200, "Catalina:");
        ada.send("/jolokia/", "application/json", bulk(200), 200, "\"value\":");
        ada.send("/jolokia/", "application/json", "{\"type\":", 200, "\"status\":400");
    }

    private static String bulk(int times) {
        return "[" + String.join(",", Collections.nCopies(times, HEAP)) + "]";
    }

    /** Somebody logs in to Hawtio, and its pages ask Jolokia. */
    static void hawtio(Browser ada) {
        ada.open("/hawtio/", 200, "<title>Hawtio</title>");
        String page = ada.open("/hawtio/index.html", 200, "main.");
        ada.load(ada.find(page, "src=\"(/hawtio/static/js/main[^\"]+)\""), "script", 200);
        ada.load("/hawtio/favicon.ico", "image", 200);
        ada.load("/hawtio/img/hawtio-logo.svg", "image", 200, "<svg");
        ada.load("/hawtio/json.worker.js", "worker", 200);
        ada.fetch("/hawtio/hawtconfig.json", 200, "Hawtio Management Console");
        ada.fetch("/hawtio/auth/config/session-timeout", 200, "timeout");
        ada.fetch("/hawtio/keycloak/enabled", 200, "false");
        ada.fetch("/hawtio/plugin", 200, "[");
        ada.send("/hawtio/auth/login", "application/json", "{\"username\":\"ada\",\"password\":\"wrong\"}", 403);
        ada.send(
                "/hawtio/auth/login",
                "application/json",
                "{\"username\":\"ada\",\"password\":\"lovelace\"}",
                200,
                "TomcatPrincipal");
        ada.fetch("/hawtio/user", 200, "ada");
        ada.open("/hawtio/jmx", 200, "<title>Hawtio</title>");
        ada.fetch("/hawtio/jolokia/", 200, "\"agent\"");
        ada.send("/hawtio/jolokia/" + JOLOKIA_OPTIONS, "application/json", HEAP, 200, "\"value\":");
        ada.send("/hawtio/jolokia/" + JOLOKIA_OPTIONS, "text/json", bulk(20), 200, "\"value\":");
        ada.send(
                "/hawtio/jolokia/" + JOLOKIA_OPTIONS,
                "application/json",
                "{\"type\":\"exec\",\"mbean\":\"hawtio:type=security,name=RBACRegistry\",\"operation\":\"list()\"}",
                200,
                "\"status\":");
        ada.send(
                "/hawtio/jolokia/",
                "application/json",
                "{\"type\":\"list\",\"config\":{\"maxDepth\":9}}",
                200,
                "java.lang");
        ada.open("/hawtio/auth/logout", 200, "<title>Hawtio</title>");
        ada.fetch("/hawtio/jolokia/", 403);
    }

    /** An operator of ActiveMQ makes a queue, sends messages, reads and removes them. */
    static void console(Browser ada) {
        ada.open("/console/", 200, "ActiveMQ");
        ada.load("/console/styles/site.css", "style", 200);
        ada.load("/console/js/mochi/MochiKit.js", "script", 200);
        ada.load("/console/images/activemq-logo.png", "image", 200);
        String queues = ada.open("/console/queues.jsp", 200, "Create");
        String secret = ada.find(queues, "name=\"secret\" value=\"([^\"]+)\"");
        ada.submit(
                "/console/createDestination.action",
                List.of("JMSDestinationType", "queue", "secret", secret, "JMSDestination", "orders.new"),
                200,
                "orders.new");
        for (String text :
                List.of("hello", "<b>Grüße</b> & 'quotes'; -- $(x)", "line\r\nline\tend", "x".repeat(20_000))) {
            String form =
                    ada.open("/console/send.jsp?JMSDestination=orders.new&JMSDestinationType=queue", 200, "orders.new");
            secret = ada.find(form, "name=\"secret\" value=\"([^\"]+)\"");
            ada.submit("/console/sendMessage.action", message(secret, text), 200, "orders.new");
        }
        String browse = ada.open("/console/browse.jsp?JMSDestination=orders.new", 200, "Message ID");
        String id = ada.find(browse, "message.jsp\\?id=([^&\"]+)");
        ada.open("/console/message.jsp?id=" + id + "&JMSDestination=orders.new", 200, "hello");
        ada.open("/console/queueBrowse/orders.new?view=rss&feedType=atom_1.0", 200, "<feed");
        ada.open("/console/queueBrowse/orders.new?view=xml", 200, "messages");
        ada.open("/console/xml/queues.jsp", 200, "orders.new");
        ada.open("/console/topics.jsp", 200, "ActiveMQ");
        ada.open("/console/subscribers.jsp", 200, "Durable");
        ada.open("/console/connections.jsp", 200, "Connect");
        ada.open("/console/scheduled.jsp", 200, "Schedule");
        for (String action : List.of("pause", "resume", "purge", "delete")) {
            queues = ada.open("/console/queues.jsp?QueueFilter=orders", 200, "orders.new");
            ada.open("/console/" + ada.find(queues, "\"(" + action + "Destination.action[^\"]*)\""), 200, "ActiveMQ");
        }
        ada.open("/console/nothing.jsp", 404);
    }

    private static List<String> message(String secret, String text) {
        return List.of(
                "secret",
                secret,
                "JMSDestination",
                "orders.new",
                "JMSDestinationType",
                "queue",
                "JMSCorrelationID",
                "",
                "JMSReplyTo",
                "",
                "JMSPriority",
                "",
                "JMSType",
                "",
                "JMSTimeToLive",
                "",
                "JMSXGroupID",
                "",
                "JMSXGroupSeq",
                "",
                "AMQ_SCHEDULED_DELAY",
                "",
                "AMQ_SCHEDULED_PERIOD",
                "",
                "AMQ_SCHEDULED_REPEAT",
                "",
                "AMQ_SCHEDULED_CRON",
                "",
                "JMSMessageCount",
                "1",
                "JMSMessageCountHeader",
                "JMSXMessageCounter",
                "JMSText",
                text);
    }

    /** Somebody tries the examples that come with Tomcat: servlets, pages, a login form, asynchronous ones. */
    static void examples(Browser ada) {
        ada.open("/examples/", 200, "Examples");
        ada.open("/examples/servlets/", 200, "Servlet");
        ada.load("/examples/servlets/images/code.gif", "image", 200);
        ada.open("/examples/servlets/servlet/HelloWorldExample", 200, "Hello World!");
        ada.open("/examples/servlets/servlet/RequestInfoExample", 200, "Request URI");
        ada.open("/examples/servlets/servlet/RequestInfoExample/more/path", 200, "/more/path");
        ada.open("/examples/servlets/servlet/RequestHeaderExample", 200, "user-agent");
        ada.fetch("/examples/servlets/servlet/RequestHeaderExample", 200, "{\"accept\":");
        ada.submit(
                "/examples/servlets/servlet/RequestParamExample",
                List.of("firstname", "Ada", "lastname", "O'Hara & <Söhne>"),
                200,
                "&lt;Söhne&gt;");
        ada.submit(
                "/examples/servlets/servlet/CookieExample",
                List.of("cookiename", "colour", "cookievalue", "green"),
                200,
                "green");
        ada.open("/examples/servlets/servlet/CookieExample", 200, "colour");
        ada.submit(
                "/examples/servlets/servlet/SessionExample", List.of("dataname", "a", "datavalue", "b"), 200, "a = b");
        ada.open("/examples/servlets/servlet/SessionExample?dataname=c&datavalue=d", 200, "c = d");
        ada.open("/examples/servlets/nonblocking/numberwriter", 200, "00000000000000000001");
        ada.submit("/examples/servlets/nonblocking/bytecounter", List.of("data", "twelve bytes"), 200, "17");
        ada.open("/examples/async/async0", 200, "dispatch worked");
        ada.open("/examples/async/async1", 200, "Output from async1.jsp");
        ada.open("/examples/async/async3", 200, "Output from async3.jsp");
        ada.open("/examples/jsp/", 200, "JSP");
        ada.open("/examples/jsp/dates/date.jsp", 200, "Day of month");
        ada.open("/examples/jsp/include/include.jsp", 200, "In place evaluation");
        ada.open("/examples/jsp/forward/forward.jsp", 200, "Memory");
        ada.open("/examples/servletToJsp", 200, "Servlet");
        ada.submit(
                "/examples/jsp/checkbox/checkresult.jsp", List.of("fruit", "apples", "fruit", "melons"), 200, "melons");
        ada.open("/examples/jsp/num/numguess.jsp", 200, "Number Guess");
        ada.submit(
                "/examples/jsp/sessions/carts.jsp",
                List.of("item", "Beavis & Butt-head Video collection", "submit", "add"),
                200,
                "Beavis");
        ada.open("/examples/jsp/error/err.jsp?name=integra", 200, "Acura");
        ada.open("/examples/jsp/security/protected/index.jsp", 200, "j_security_check");
        ada.submit(
                "/examples/jsp/security/protected/j_security_check",
                List.of("j_username", "ada", "j_password", "lovelace"),
                200,
                "ada");
        ada.open("/examples/jsp/security/protected/index.jsp?role=role1", 200, "role1");
        ada.open("/examples/nothing", 404);
        Chat.talk(ada);
    }

    /** Its keeper looks through Tomcat's manager, and deploys and removes an application. */
    static void manager(Browser ada, byte[] war) {
        String list = ada.open("/manager/html", 200, "Tomcat Web Application Manager");
        ada.load("/manager/images/tomcat.svg", "image", 200);
        ada.open("/manager/status", 200, "Server Status");
        ada.open("/manager/status?JSON=true", 200, "\"tomcat\"");
        ada.open("/manager/text/list", 200, "OK - Listed applications");
        ada.open("/manager/text/serverinfo", 200, "OK - Server info");
        ada.open("/manager/text/sessions?path=/examples", 200, "OK - Session information");
        String token = ada.find(list, "action=\"/manager/html/upload([^\"]*)\"");
        list = ada.upload("/manager/html/upload" + token, "deployWar", "hello.war", war, 200, "OK");
        ada.open("/hello/", 200, "Hello from the WAR");
        list = ada.open("/manager/html", 200, "/hello");
        String stop = ada.find(list, "action=\"(/manager/html/undeploy[^\"]*path=(?:/|%2[Ff])hello[^\"]*)\"");
        ada.submit(stop, List.of(), 200, "OK - Undeployed");
        ada.open("/hello/", 404);
    }
}
