package io.gapura.filters.audit;

import io.gapura.filters.AuditClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is recorded, in which fields, where it goes and how long it is kept (OWASP ASVS 5.0, 16.1.1), as Markdown from the
 * catalogue itself. Immutable.
 */
public final class EventInventory {
    private static final List<String> FIELDS = List.of(
            "metadata.event_code, uid, sequence|what, which, where in the log|as it is",
            "metadata.correlation_uid|the incident, where it is not the uid: the event that ends a request is the incident"
                    + "|as it is",
            "metadata.logged_time|when stored, where that is more than a second away from time|as it is",
            "time|when it happened, UTC, in ms|as it is",
            "actor.user.uid, user.uid|who did it, to whom|audit.caller: clear, keyed hash or encrypted",
            "actor.session.uid|the credential's id|keyed hash",
            "src_endpoint|from where|audit.address: clear, keyed hash or encrypted",
            "http_request.http_method, url.path, user_agent|what was asked|as it is, secrets redacted",
            "http_request.http_headers, url.query_string|those that audit.headers and audit.query-parameters list"
                    + "|as it is, secrets redacted",
            "http_response.code|what was answered|as it is",
            "api.operation, resources|what was called, on what|as it is",
            "policy, firewall_rule.uid, status_detail|who decided, by which code, for which reason|as it is",
            "trace|W3C ids that a trusted proxy gave|as it is",
            "count, start_time, end_time|how many it stands for|as it is",
            "attestation_list|its place in the chain|as it is",
            "unmapped|notes, facts, shadow, values of the application"
                    + "|by class: secret never, token hashed, personal encrypted or hashed");

    private final Map<String, String> settings;
    private final Retention retention;

    private EventInventory(Map<String, String> settings, Retention retention) {
        this.settings = settings;
        this.retention = retention;
    }

    /**
     * Of a log with these settings.
     *
     * @param settings by whole key, such as {@code audit.retention}; all but those of {@code audit} are passed over
     * @throws IllegalArgumentException when the retention is none
     */
    public static EventInventory of(Map<String, String> settings) {
        String kept = settings.getOrDefault("audit.retention", "400d");
        return new EventInventory(new TreeMap<>(settings), Retention.of(List.of(kept.split(","))));
    }

    /** The tables. */
    public String markdown() {
        StringBuilder text = new StringBuilder();
        text.append("| event | OCSF | severity | class | kept |\n|---|---|---|---|---|\n");
        for (EventKind kind : EventCatalog.all()) {
            row(
                    text,
                    "`" + kind.code() + "`",
                    kind.classUid() + (kind.activity() == 0 ? "/method" : "/" + kind.activity()),
                    String.valueOf(kind.severity()),
                    kind.auditClass().name(),
                    kept(kind.auditClass()));
        }
        text.append("\n| field | holds | stored |\n|---|---|---|\n");
        FIELDS.forEach(field -> row(text, field.split("\\|")));
        text.append("\n| goes to | by |\n|---|---|\n");
        sinks().forEach(sink -> row(text, sink));
        return text.toString();
    }

    private String kept(AuditClass auditClass) {
        return retention
                .of(auditClass)
                .map(time -> time.toHours() % 24 == 0 ? time.toDays() + " days" : time.toHours() + " hours")
                .orElse("for ever");
    }

    /** The directory, and each place that has a name. Values of settings are not told but for the directory. */
    private List<String[]> sinks() {
        List<String[]> sinks = new ArrayList<>();
        String directory = settings.getOrDefault("audit.directory", "audit.directory");
        sinks.add(new String[] {directory, "the gate"});
        if (!settings.getOrDefault("audit.new-incarnation", "0").equals("0")) {
            sinks.add(new String[] {
                directory + "/incarnation", "logs that a set-back disk had left, put aside and kept whole at any age"
            });
        }
        for (String kind : List.of("anchor", "ship")) {
            String prefix = "audit." + kind + ".";
            settings.keySet().stream()
                    .filter(key -> key.startsWith(prefix) && key.indexOf('.', prefix.length()) > 0)
                    .map(key -> key.substring(0, key.indexOf('.', prefix.length())))
                    .distinct()
                    .forEach(name -> sinks.add(
                            new String[] {name, kind.equals("anchor") ? "checkpoints alone" : "committed lines"}));
        }
        return sinks;
    }

    private static void row(StringBuilder text, String... cells) {
        for (String cell : cells) {
            text.append("| ").append(cell.replace("|", "\\|")).append(' ');
        }
        text.append("|\n");
    }

    @Override
    public String toString() {
        return "EventInventory[" + EventCatalog.all().size() + " events, "
                + retention.toString().toLowerCase(Locale.ROOT) + "]";
    }
}
