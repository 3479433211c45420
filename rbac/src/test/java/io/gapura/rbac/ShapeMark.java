package io.gapura.rbac;

/** What can be written on a class or a method of a {@link Shape}, and what it says, in the words of a rule. */
public enum ShapeMark {
    NONE("", Part.NOTHING, ""),
    OPEN("@jakarta.annotation.security.PermitAll", Part.TOTAL, "public"),
    REASONED("@io.gapura.rbac.PublicEndpoint(reason = \"r\")", Part.TOTAL, "public"),
    CLOSED("@jakarta.annotation.security.DenyAll", Part.TOTAL, "nobody"),
    ROLE_A("@jakarta.annotation.security.RolesAllowed(\"a\")", Part.GATE, "roles [a]"),
    ROLE_B("@jakarta.annotation.security.RolesAllowed(\"b\")", Part.GATE, "roles [b]"),
    ANY_ROLE("@jakarta.annotation.security.RolesAllowed(\"**\")", Part.GATE, "authenticated"),
    ANYBODY("@io.gapura.rbac.Authenticated", Part.GATE, "authenticated"),
    NO_ROLE("@jakarta.annotation.security.RolesAllowed({})", Part.GATE, "nobody"),
    STAFF("@shapes.Marks.Staff", Part.GATE, "roles [a]"),
    PERMISSION("@io.gapura.rbac.RequiresPermission(\"order:read\")", Part.DEMAND, "permissions [order:read]"),
    SCOPE("@io.gapura.rbac.RequiresScope(\"s\")", Part.DEMAND, "scopes [s]"),
    SCOPE_T("@shapes.Marks.ScopeT", Part.DEMAND, "scopes [t]"),
    STRONG("@io.gapura.rbac.RequiresAuthentication(acr = \"phr\")", Part.DEMAND, "acr [phr]"),
    TENANT("@io.gapura.rbac.TenantScoped(param = \"t\")", Part.DEMAND, "tenant {t}"),
    CHECK(
            "@io.gapura.rbac.CheckResource(io.gapura.rbac.ShapeCheck.class)",
            Part.DEMAND,
            "check io.gapura.rbac.ShapeCheck"),
    TWO("@jakarta.annotation.security.DenyAll @io.gapura.rbac.Authenticated", Part.CONFLICT, ""),
    TOTAL_AND_DEMAND("@shapes.Marks.Open @io.gapura.rbac.RequiresScope(\"s\")", Part.CONFLICT, "");

    /** Annotations of an application: one that carries another, and two that carry each other. */
    static final String STEREOTYPES = """
            package shapes;
            import java.lang.annotation.*;
            public interface Marks {
                @Retention(RetentionPolicy.RUNTIME) @Inner public @interface Staff {}
                @Retention(RetentionPolicy.RUNTIME) @jakarta.annotation.security.RolesAllowed("a") @Staff
                public @interface Inner {}
                @Retention(RetentionPolicy.RUNTIME) @io.gapura.rbac.RequiresScope("t") public @interface ScopeT {}
                @Retention(RetentionPolicy.RUNTIME) @jakarta.annotation.security.PermitAll public @interface Open {}
            }
            """;

    private final String source;
    private final Part part;
    private final String words;

    enum Part {
        NOTHING,
        TOTAL,
        GATE,
        DEMAND,
        CONFLICT
    }

    ShapeMark(String source, Part part, String words) {
        this.source = source;
        this.part = part;
        this.words = words;
    }

    String source() {
        return source;
    }

    Part part() {
        return part;
    }

    String words() {
        return words;
    }
}
