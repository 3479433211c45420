package io.gapura.examples.orders;

import io.gapura.examples.orders.Tour.Stop;
import java.util.List;

/** The part of the {@link Tour} about who may do what: duties, objects, tenants, tokens, and a policy that is edited. */
final class AccessTour {
    private static final String ORDER = "{\"item\":\"tea\",\"quantity\":3,\"cents\":450}";
    static final String CUSTOMER = "{\"name\":\"Toko Maju\",\"city\":\"Bandung\"}";

    private final String origin;
    private final DataFolder data;
    private final String orders;

    /** @param orders the command that runs the demo, with its data folder */
    AccessTour(String origin, DataFolder data, String orders) {
        this.origin = origin;
        this.data = data;
        this.orders = orders;
    }

    List<Stop> duties() {
        return List.of(
                new Stop("duties", true, "answers 201", "a manager makes an order", make("maker")),
                new Stop("duties", false, "answers 403", "as maker and checker at once", make("maker, checker")),
                new Stop(
                        "duties",
                        true,
                        "answers 200",
                        "another manager approves it",
                        id(make("maker")) + approve("sari")),
                new Stop(
                        "duties",
                        false,
                        "answers 403",
                        "who made an order cannot approve it",
                        id(make("maker")) + approve("budi")));
    }

    List<Stop> objects() {
        return List.of(
                new Stop("objects", true, "answers 200", "a clerk reads a customer of its own", readCustomer("rani")),
                new Stop(
                        "objects",
                        false,
                        "answers 404",
                        "another clerk's customer is as if there were none",
                        readCustomer("dewi")));
    }

    List<Stop> tenants() {
        String read = token("acme-app --scope orders.read");
        return List.of(
                new Stop(
                        "tenants",
                        true,
                        "answers 200",
                        "an application reads the orders of its tenant",
                        list(read, "acme")),
                new Stop("tenants", false, "answers 403", "those of another tenant", list(read, "globex")),
                new Stop(
                        "tenants",
                        false,
                        "answers 404",
                        "an order of another tenant by a path of its own",
                        id(create(token("globex-app --scope orders.write"), "globex")) + "curl -si " + read + " \""
                                + orders("acme") + "/$id\""));
    }

    List<Stop> tokens() {
        return List.of(
                new Stop(
                        "tokens",
                        true,
                        "answers 201",
                        "a token with the scope for it",
                        create(token("acme-app --scope orders.write"), "acme")),
                new Stop(
                        "tokens",
                        false,
                        "answers 403",
                        "a token for reading alone",
                        create(token("acme-app --scope orders.read"), "acme")),
                new Stop(
                        "tokens",
                        false,
                        "answers 403",
                        "a scope that the role does not reach to",
                        create(token("acme-screen --scope orders.write"), "acme")),
                new Stop(
                        "tokens",
                        false,
                        "answers 401",
                        "a token that has ended",
                        list(token("acme-app --scope orders.read --age 700"), "acme")),
                new Stop(
                        "tokens",
                        false,
                        "answers 401",
                        "a token that somebody else has signed: the same answer",
                        list(token("acme-app --scope orders.read --forged"), "acme")));
    }

    List<Stop> stepUp() {
        String admin = "ops --role orders-admin --scope sessions.end";
        return List.of(
                new Stop(
                        "stepup",
                        false,
                        "answers 401",
                        "an administrator with a password alone",
                        endSessions(token(admin + " --acr pwd"))),
                new Stop(
                        "stepup",
                        true,
                        "answers 204",
                        "an administrator with a security key",
                        endSessions(token(admin + " --acr phr"))));
    }

    List<Stop> pages() {
        return List.of(
                new Stop("matrix", true, "answers 200", "auditors see who may call what", page("wira")),
                new Stop("matrix", false, "answers 403", "clerks do not", page("rani")),
                new Stop(
                        "viewer", true, "answers 200", "auditors look for refusals in the audit log", refusals("wira")),
                new Stop("viewer", false, "answers 403", "clerks do not", refusals("rani")),
                new Stop(
                        "reload",
                        true,
                        "answers 200",
                        "until the policy is edited, while the demo runs",
                        edit("\"customer:create\", ", "\"customer:create\", \"access:read\", ") + until(200)),
                new Stop(
                        "reload",
                        false,
                        "answers 403",
                        "and back",
                        edit("\"customer:create\", \"access:read\", ", "\"customer:create\", ") + until(403)));
    }

    private String refusals(String name) {
        return "curl -si " + user(name) + " '" + origin + "/api/audit/api/events?outcome=refused&limit=3'";
    }

    private String page(String name) {
        return "curl -si " + user(name) + " " + origin + "/access";
    }

    /** A whole file takes the place of the other, as an editor saves it. */
    private String edit(String from, String to) {
        String file = Tour.quoted(data.policy().toString());
        return "sed 's/" + from + "/" + to + "/' " + file + " >" + file + ".new && mv " + file + ".new " + file + "; ";
    }

    private String until(int status) {
        String asked = "curl -s -o /dev/null -w '%{http_code}' " + user("rani") + " " + origin + "/access";
        return "for try in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do [ \"$(" + asked + ")\" = " + status
                + " ] && break; sleep 1; done; " + page("rani");
    }

    private String make(String hat) {
        return post(user("budi") + " -H 'Acting-As: " + hat + "'", origin + "/api/orders", ORDER);
    }

    private String approve(String name) {
        return "curl -si -X POST " + user(name) + " " + origin + "/api/orders/$id/approval";
    }

    private String readCustomer(String reader) {
        return id(post(user("rani"), origin + "/api/customers", CUSTOMER)) + "curl -si " + user(reader) + " " + origin
                + "/api/customers/$id";
    }

    private String create(String credentials, String tenant) {
        return post(credentials, orders(tenant), ORDER);
    }

    private String list(String credentials, String tenant) {
        return "curl -si " + credentials + " " + orders(tenant);
    }

    private String orders(String tenant) {
        return origin + "/api/tenants/" + tenant + "/orders";
    }

    private String endSessions(String credentials) {
        return "curl -si -X DELETE " + credentials + " " + origin + "/api/admin/sessions";
    }

    static String post(String credentials, String url, String body) {
        return "curl -si " + credentials + " -H 'Content-Type: application/json' -d '" + body + "' " + url;
    }

    /** Keeps the id of what a command makes. */
    static String id(String command) {
        return "id=$(" + command + " | sed -n 's/.*\"id\":\"\\([^\"]*\\)\".*/\\1/p'); ";
    }

    private String token(String words) {
        return "-H \"Authorization: Bearer $(" + orders + " token " + words + ")\"";
    }

    private String user(String name) {
        return Tour.user(name, data);
    }
}
