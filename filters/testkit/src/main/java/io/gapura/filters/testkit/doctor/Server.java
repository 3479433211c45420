package io.gapura.filters.testkit.doctor;

import io.gapura.filters.testkit.RawAnswer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which server answers, by what it tells of itself; its settings are named in reports. */
public enum Server {
    // the more special first: each builds on another one
    WILDFLY("wildfly|jboss", "(?!)"),
    PAYARA("payara", "(?!)"),
    GLASSFISH("glassfish|grizzly", "<h1>HTTP Status \\d+ - [^<]*</h1><hr/?>"),
    LIBERTY("liberty|websphere|SRVE\\d{4}", "Error \\d{3}: .{0,200}SRVE|<title>Context Root Not Found"),
    TOMCAT("tomcat|tomee|coyote", "HTTP Status \\d{3} \u2013|\\bat org\\.apache\\.(?:catalina|coyote)\\."),
    JETTY(
            "jetty",
            "<h1>Bad Message \\d{3}</h1>|\\bat org\\.eclipse\\.jetty\\.|<h2>HTTP ERROR \\d{3}|<title>Error \\d{3} "),
    UNDERTOW("undertow", "^<html><head><title>(?:Error|ERROR)</title></head><body>|\\bat io\\.undertow\\."),
    UNKNOWN("(?!)", "(?!)");

    private static final int MOST = 8_192;

    private final Pattern name;
    private final Pattern page;

    Server(String name, String page) {
        String signature = "|<h3>[^<]{0,80}(?:" + name + ")|(?i:powered by)[^<]{0,20}(?:" + name + ")";
        this.name = Pattern.compile(name, Pattern.CASE_INSENSITIVE);
        this.page = Pattern.compile(page + signature.replace(name, "(?i:" + name + ")"), Pattern.DOTALL);
    }

    /** As it stands in reports and in the table of remedies. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether text is one of its error pages, as they come out of the box. Prose about a server is none. */
    boolean wrote(String text) {
        return page.matcher(text.substring(0, Math.min(MOST, text.length()))).find();
    }

    /** The first that an answer names or that wrote its page. Pages of an application (below 400) say nothing. */
    static Server of(RawAnswer answer) {
        StringBuilder told = new StringBuilder();
        for (RawAnswer.Field field : answer.headers()) {
            if (List.of("server", "x-powered-by").contains(field.name().toLowerCase(Locale.ROOT))) {
                told.append(field.value()).append('\n');
            }
        }
        String text = answer.status() >= 400 ? answer.text() : "";
        for (Server server : values()) {
            if (server.name.matcher(told).find() || server.wrote(text)) {
                return server;
            }
        }
        return UNKNOWN;
    }
}
