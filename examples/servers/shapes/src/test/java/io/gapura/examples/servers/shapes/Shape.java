package io.gapura.examples.servers.shapes;

import java.util.ArrayList;
import java.util.List;

/**
 * One resource as a description: where its method and its rule are written, how it is reached, how it answers. Says its
 * Java source, and what the steps of the design mean for it, told without reflection and without a runtime.
 */
record Shape(Home home, Level level, Kind kind, Place place, Kind locatorRule, Verb verb, Mode mode) {
    /** Which type of the hierarchy declares the annotated method, and which one has its body. */
    enum Home {
        /** The class itself. */
        OWN(true),
        /** A superclass, inherited as it is. */
        SUPER(true),
        /** A superclass, abstract there. */
        ABSTRACT(false),
        /** A superclass, overridden without a word. */
        OVERRIDE(false),
        /** Two superclasses away. */
        TWO_UP(false),
        /** An interface. */
        INTERFACE(false),
        /** An interface of the interface. */
        GRAND(false),
        /** An interface with a body. */
        DEFAULT(true),
        /** A generic interface, so that a bridge is there. */
        BRIDGE(false),
        /** The class itself, beside an overload that is open. */
        OVERLOAD(true);

        private final boolean own;

        Home(boolean own) {
            this.own = own;
        }
    }

    enum Level {
        CLASS,
        METHOD,
        BOTH
    }

    /** What is written; {@code admin} includes {@code user}. */
    enum Kind {
        NONE(""),
        OPEN("@jakarta.annotation.security.PermitAll "),
        CLOSED("@jakarta.annotation.security.DenyAll "),
        USER("@jakarta.annotation.security.RolesAllowed(\"user\") "),
        ADMIN("@jakarta.annotation.security.RolesAllowed(\"admin\") ");

        private final String source;

        Kind(String source) {
            this.source = source;
        }

        /** The status for a caller that this rule decides on. */
        int status(String caller) {
            return switch (this) {
                case OPEN -> 200;
                case NONE, CLOSED -> 403;
                case USER -> caller.isEmpty() ? 401 : 200;
                case ADMIN -> caller.isEmpty() ? 401 : caller.equals("admin") ? 200 : 403;
            };
        }
    }

    /** How the class is reached. */
    enum Place {
        ROOT(0),
        INSTANCE(1),
        CLASS(1),
        OBJECT(1),
        NESTED(2);

        final int locators;

        Place(int locators) {
            this.locators = locators;
        }
    }

    enum Verb {
        GET("GET", "@jakarta.ws.rs.GET "),
        HEAD("HEAD", "@jakarta.ws.rs.GET "),
        OWN_HEAD("HEAD", "@jakarta.ws.rs.HEAD "),
        OPTIONS("OPTIONS", "@jakarta.ws.rs.GET "),
        OWN_OPTIONS("OPTIONS", "@jakarta.ws.rs.OPTIONS "),
        POST("POST", "@jakarta.ws.rs.POST ");

        final String method;
        private final String source;

        Verb(String method, String source) {
            this.method = method;
            this.source = source;
        }
    }

    enum Mode {
        SYNC,
        SUSPENDED,
        STAGE
    }

    /** What a runtime says of sub-resources before they are called. */
    enum Known {
        /** Its own model tells. */
        ALL,
        /** The classes of the application and the types of its locators tell. */
        TYPES,
        /** As {@link #TYPES}, but not of every class: less may be told, and never more. */
        SOME
    }

    /** What is expected of one request. */
    record Expected(int status, boolean runs, int locators) {}

    // What the steps mean.

    /** The rule of what runs: step 3 for its own words, step 5 for what stands around it. */
    Kind rule() {
        Kind written = level == Level.BOTH && kind == Kind.NONE ? Kind.CLOSED : kind;
        boolean opensFromElsewhere = !home.own && written == Kind.OPEN;
        return opensFromElsewhere ? Kind.NONE : written;
    }

    /**
     * What a request must come to.
     *
     * @param early whether the runtime asks for the rule of a locator before it runs
     * @param known what is known of a path that leads through locators, without calling anything
     */
    Expected expected(String caller, boolean early, Known known) {
        boolean ruled = place.locators > 0 && locatorRule != Kind.NONE;
        boolean generated = verb == Verb.OPTIONS;
        int located = ruled ? locatorRule.status(caller) : 200;
        int target = rule().status(caller);
        if (generated && place == Place.OBJECT && known != Known.ALL) {
            target = 403; // of what nobody knows nothing is told
        }
        int status = located != 200 ? located : target;
        boolean runs = status == 200 && !generated;
        return new Expected(status, runs, located != 200 && early ? place.locators - 1 : place.locators);
    }

    // Its source.

    /** CXF 4.1 does not see, or fails over, a method that answers later and narrows the type of its generic parent. */
    boolean failsOnCxf() {
        return home == Home.BRIDGE && mode == Mode.SUSPENDED;
    }

    String path(int number) {
        String below = "/m" + number;
        return "/n" + number
                + switch (place) {
                    case ROOT -> "";
                    case NESTED -> "/outer/sub" + number;
                    default -> "/sub" + number;
                }
                + below + (verb == Verb.POST ? "/7" : "");
    }

    String source(String name, int number) {
        StringBuilder text = new StringBuilder("package shapes;\npublic class " + name + " {\n");
        String root = "@jakarta.ws.rs.Path(\"n" + number + "\") ";
        text.append(types(place == Place.ROOT ? root : "", number));
        if (place != Place.ROOT) {
            text.append(root)
                    .append("public static class L {\n")
                    .append(locators(number))
                    .append("}\n");
        }
        return text.append("}\n").toString();
    }

    private String locators(int number) {
        String sub = "  " + locatorRule.source + "@jakarta.ws.rs.Path(\"sub" + number + "\") public ";
        String body = "(){ return io.gapura.examples.servers.shapes.Probe.located(";
        return switch (place) {
            case CLASS -> sub + "Class<C> sub" + body + "C.class); }\n";
            case OBJECT -> sub + "Object sub" + body + "new C()); }\n";
            case NESTED ->
                "  @jakarta.ws.rs.Path(\"outer\") public N outer" + body + "new N()); }\n"
                        + "  public static class N {\n" + sub + "C sub" + body + "new C()); }\n  }\n";
            default -> sub + "C sub" + body + "new C()); }\n";
        };
    }

    private String types(String root, int number) {
        String onType = level == Level.METHOD ? "" : level == Level.BOTH ? Kind.CLOSED.source : kind.source;
        String onMethod = level == Level.CLASS ? "" : kind.source;
        String rest = verb.source + "@jakarta.ws.rs.Path(\"m" + number + (verb == Verb.POST ? "/{id}" : "") + "\") ";
        String written = "  " + onMethod + rest + "public ";
        String plain = "  public ";
        String construct = "  public C() { io.gapura.examples.servers.shapes.Probe.constructed(); }\n";
        String c = root + "public static class C";
        return switch (home) {
            case OWN -> onType + c + " {\n" + construct + written + body() + "}\n";
            case OVERLOAD ->
                onType + c + " {\n" + construct + written + body()
                        + "  @jakarta.annotation.security.PermitAll public void m(Integer other) {}\n}\n";
            case SUPER ->
                onType + "public static class A {\n" + written + body() + "}\n" + c + " extends A {\n" + construct
                        + "}\n";
            case ABSTRACT ->
                onType + "public abstract static class A {\n" + written + "abstract " + head() + ";\n}\n" + c
                        + " extends A {\n" + construct + plain + bare() + "}\n";
            case OVERRIDE ->
                onType + "public static class A {\n" + written + body() + "}\n" + c + " extends A {\n" + construct
                        + plain + bare() + "}\n";
            case TWO_UP ->
                onType + "public abstract static class A {\n" + written + body() + "}\n"
                        + "public static class B extends A {}\n" + c + " extends B {\n" + construct + plain + bare()
                        + "}\n";
            case INTERFACE ->
                onType + "public interface I {\n" + written + head() + ";\n}\n" + c + " implements I {\n" + construct
                        + plain + bare() + "}\n";
            case GRAND ->
                onType + "public interface I {\n" + written + head() + ";\n}\npublic interface J extends I {}\n" + c
                        + " implements J {\n" + construct + plain + bare() + "}\n";
            case DEFAULT ->
                onType + "public interface I {\n" + written + "default " + body() + "}\n" + c + " implements I {\n"
                        + construct + "}\n";
            case BRIDGE ->
                onType + "public interface I<T> {\n" + written + head().replaceFirst("^\\S+", "T") + ";\n}\n" + c
                        + " implements I<" + (returned().equals("void") ? "Void" : returned()) + "> {\n" + construct
                        + plain
                        + bare().replaceFirst("^void", "Void").replace("ran(later);", "ran(later); return null;")
                        + "}\n";
        };
    }

    private String returned() {
        return switch (mode) {
            case SYNC -> "String";
            case SUSPENDED -> "void";
            case STAGE -> "java.util.concurrent.CompletionStage<String>";
        };
    }

    private String head() {
        return returned() + " m(" + parameters(true) + ")";
    }

    private String parameters(boolean annotated) {
        List<String> parameters = new ArrayList<>();
        if (verb == Verb.POST) {
            String type = "io.gapura.examples.servers.shapes.Providers.";
            parameters.add((annotated ? "@jakarta.ws.rs.PathParam(\"id\") " : "") + type + "Number id");
            parameters.add(type + "Content content");
        }
        if (mode == Mode.SUSPENDED) {
            parameters.add((annotated ? "@jakarta.ws.rs.container.Suspended " : "")
                    + "jakarta.ws.rs.container.AsyncResponse later");
        }
        return String.join(", ", parameters);
    }

    private String body() {
        return head() + block();
    }

    /** Jakarta REST annotations are inherited with the method only when it has none itself. */
    private String bare() {
        return returned() + " m(" + parameters(false) + ")" + block();
    }

    private String block() {
        String probe = "io.gapura.examples.servers.shapes.Probe.";
        return switch (mode) {
            case SYNC -> " { return " + probe + "ran(); }\n";
            case SUSPENDED -> " { " + probe + "ran(later); }\n";
            case STAGE -> " { return " + probe + "ranLater(); }\n";
        };
    }
}
