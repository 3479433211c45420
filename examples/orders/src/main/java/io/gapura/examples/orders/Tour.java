package io.gapura.examples.orders;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The commands that the start-up text shows: for each pillar one that is allowed and one that is refused, to be pasted
 * into any POSIX shell. Passwords and keys are read from the data folder by the shell; none is printed.
 */
final class Tour {
    private final String api;
    private final DataFolder data;
    private final String gapura;
    private final AccessTour access;
    private final CustomersTour customers;

    /**
     * One command and what it shows.
     *
     * @param promise {@code answers 201} or {@code exits 1}
     */
    record Stop(String pillar, boolean allowed, String promise, String says, String command) {
        @Override
        public String toString() {
            String outcome = allowed ? "allowed" : "refused";
            return "[" + pillar + "] " + outcome + ", " + promise + ": " + says + "\n" + command + "\n";
        }
    }

    private Tour(String origin, DataFolder data, String java) {
        this.api = origin + "/api";
        this.data = data;
        this.gapura = java + " io.gapura.examples.cli.Gapura";
        String orders = "DATA_DIR=" + quoted(data.folder()) + " " + java + " " + Orders.class.getName();
        this.access = new AccessTour(origin, data, orders);
        this.customers = new CustomersTour(api, data);
    }

    static Tour of(Settings settings) {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        return new Tour(settings.origin(), DataFolder.at(settings.dataDir()), "java -cp " + quoted(classPath));
    }

    String text() {
        return "Orders behind Gapura. People and their passwords: " + data.people() + "\n"
                + "The audit log in a browser, for wira: " + api + "/audit/index.html, or for who sits here:\n  "
                + gapura + " audit serve " + quoted(data.audit()) + vkey() + "\n\n"
                + stops().stream().map(Stop::toString).collect(Collectors.joining("\n"));
    }

    List<Stop> stops() {
        return Stream.of(
                        pillars(),
                        document(),
                        access.duties(),
                        access.objects(),
                        customers.files(),
                        customers.lists(),
                        customers.notes(),
                        customers.search(),
                        access.tenants(),
                        access.tokens(),
                        access.stepUp(),
                        access.pages())
                .flatMap(List::stream)
                .toList();
    }

    private List<Stop> pillars() {
        String order = "{\"item\":\"tea\",\"quantity\":3,\"cents\":450}";
        String none = "{\"item\":\"tea\",\"quantity\":0,\"cents\":450}";
        return List.of(
                new Stop("validation", true, "answers 201", "a clerk makes an order", post("rani", order)),
                new Stop("validation", false, "answers 422", "an order of nothing", post("rani", none)),
                new Stop("signing", true, "answers 201", "a partner signs its order", "eval \"" + sign(order) + "\""),
                new Stop(
                        "signing",
                        false,
                        "answers 401",
                        "the same signed request a second time",
                        "request=\"" + sign(order) + "\"; eval \"$request\" >/dev/null; eval \"$request\""),
                new Stop(
                        "signing",
                        true,
                        "answers 201",
                        "an endpoint for signed callers alone",
                        "eval \"" + signTo("/partner/orders", order) + "\""),
                new Stop(
                        "signing",
                        false,
                        "answers 401",
                        "a clerk with a password at that endpoint",
                        postTo("/partner/orders", "rani", order)),
                new Stop(
                        "webhooks", true, "answers 204", "the shop delivers what it sold", deliver("evt_1", order, "")),
                new Stop(
                        "webhooks",
                        false,
                        "answers 401",
                        "a delivery that was signed too long ago",
                        deliver("evt_2", order, "-301")),
                new Stop(
                        "access", true, "answers 200", "a manager reads orders with a bearer token", withToken("budi")),
                new Stop(
                        "access",
                        false,
                        "answers 403",
                        "a clerk may not approve",
                        "curl -si -X POST " + user("rani") + " " + api + "/orders/1/approval"),
                new Stop("errors", true, "answers 200", "nothing to hide", "curl -si " + api + "/health"),
                new Stop(
                        "errors",
                        false,
                        "answers 400",
                        "broken JSON: a code and an incident, no word of the parser",
                        post("rani", "{\"item\":")),
                new Stop(
                        "audit",
                        true,
                        "exits 0",
                        "the log is whole, and signed",
                        gapura + " audit verify " + quoted(data.audit()) + vkey()),
                new Stop("audit", false, "exits 1", "a copy in which a start became a stop", verifyForgery()),
                new Stop("evidence", true, "exits 0", "the first event, proven without the log", prove("cat")),
                new Stop(
                        "evidence",
                        false,
                        "exits 1",
                        "the same after somebody changed its time",
                        prove("sed 's/\"time\":1/\"time\":2/'")));
    }

    private String vkey() {
        return " --vkey " + quoted(data.auditVkey());
    }

    /** Out of the log come a proof and a line; the line then goes through another hand. */
    private String prove(String hand) {
        return "out=$(mktemp -d); " + gapura + " audit prove " + quoted(data.audit())
                + " 0 --out \"$out/proof\" --line \"$out/line\"; " + hand
                + " \"$out/line\" >\"$out/given\"; " + gapura + " audit check \"$out/proof\" \"$out/given\"" + vkey();
    }

    private List<Stop> document() {
        return List.of(
                new Stop(
                        "document",
                        true,
                        "answers 200",
                        "the document of the API, which is held as well",
                        "curl -si " + user("rani") + " " + api + "/openapi.json"),
                new Stop(
                        "document",
                        false,
                        "answers 422",
                        "more of what is dear than it allows, and no code",
                        post("rani", "{\"item\":\"ring\",\"quantity\":101,\"cents\":100001}")));
    }

    private String post(String name, String body) {
        return postTo("/orders", name, body);
    }

    private String postTo(String path, String name, String body) {
        return "curl -si " + user(name) + " -H 'Content-Type: application/json' -d '" + body + "' " + api + path;
    }

    /** As the shop signs: HMAC over time and content. The secret stays in its file. */
    private String deliver(String id, String order, String shift) {
        return "body='{\"id\":\"" + id + "\",\"order\":" + order + "}'; t=$(($(date +%s)" + shift + "));"
                + " s=$(printf '%s.%s' \"$t\" \"$body\" | openssl dgst -sha256 -hmac \"$(cat "
                + quoted(data.shopSecret()) + ")\" | sed 's/.* //');"
                + " curl -si -H 'Content-Type: application/json' -H \"Stripe-Signature: t=$t,v1=$s\""
                + " -d \"$body\" " + api + "/hooks/shop";
    }

    private String withToken(String name) {
        return "curl -si -H \"Authorization: Bearer $(curl -s -X POST " + user(name) + " " + api
                + "/login | sed 's/.*\"token\":\"\\([^\"]*\\)\".*/\\1/')\" " + api + "/orders";
    }

    /** Prints a curl command, good for one time; {@code -si} is added for it to show the answer's head. */
    private String sign(String body) {
        return signTo("/orders", body);
    }

    private String signTo(String path, String body) {
        return "$(" + gapura + " sign --keys " + quoted("file:" + data.partnerKeys()) + " --kid " + PartnerKeys.KEY_ID
                + " --data '" + body + "' " + api + path + ") -si";
    }

    private String verifyForgery() {
        return "copy=$(mktemp -d); mkdir \"$copy/segment\"; for file in " + quoted(data.audit())
                + "/segment/*; do sed 's/sys_startup/sys_shutdown/' \"$file\""
                + " >\"$copy/segment/$(basename \"$file\")\"; done; " + gapura + " audit verify \"$copy\"";
    }

    private String user(String name) {
        return user(name, data);
    }

    static String user(String name, DataFolder data) {
        return "-u \"" + name + ":$(awk '$1==\"" + name + "\"{print $3}' " + quoted(data.people()) + ")\"";
    }

    private static String quoted(Path path) {
        return quoted(path.toString());
    }

    /** For a POSIX shell: bare where nothing has a meaning, else in single quotes. */
    static String quoted(String text) {
        return text.matches("[A-Za-z0-9_./:=-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
