package io.gapura.rbac;

import static io.gapura.rbac.Form.any;
import static io.gapura.rbac.Form.choice;
import static io.gapura.rbac.Form.optional;
import static io.gapura.rbac.Form.required;
import static io.gapura.rbac.Form.some;

import io.gapura.rbac.Form.Count;
import io.gapura.rbac.Form.ListOf;
import io.gapura.rbac.Form.Literal;
import io.gapura.rbac.Form.Mapping;
import io.gapura.rbac.Form.OneOrMore;
import io.gapura.rbac.Form.Table;
import io.gapura.rbac.Form.Text;

/** The sections of a policy document and what may stand in each, described once for the reader and for editors. */
final class PolicyForm {
    private static final Text ROLE = new Text(WordKind.ROLE);
    private static final Text TENANT = new Text(WordKind.TENANT);

    private static final Mapping OF_ROLE = Mapping.of(
            optional("includes", "Juniors: the role holds whatever they hold.", any(WordKind.ROLE)),
            optional("grants", "Permissions; * is one segment, a last ** is one or more.", any(WordKind.GRANT)));

    private static final Mapping DENIAL = Mapping.of(
            required("role", "Whoever is authorized for this role, active or not.", ROLE),
            required("permissions", "Taken away, whatever grants them.", some(WordKind.GRANT)));

    private static final Mapping SET = Mapping.of(
            required("name", "For audit records.", new Text(WordKind.SEPARATION)),
            required("roles", "The roles that are kept apart.", some(WordKind.ROLE)),
            required("max", "How many of them one caller may hold.", new Count(9_999)));

    private static final Mapping SEPARATION = Mapping.of(
            optional("static", "Nobody is assigned more than max of the roles.", new ListOf(SET, 0)),
            optional("dynamic", "Nobody has more than max of the roles active.", new ListOf(SET, 0)));

    private static final Mapping ASSIGNMENT = Mapping.of(
            required("roles", "What the caller holds; [] for one that is merely known.", any(WordKind.ROLE)),
            optional("tenant", "Where the roles count; \"@global\" is everywhere.", TENANT),
            optional("scopes", "For rules that ask a caller without token for scopes.", any(WordKind.SCOPE)));

    private static final Mapping SUBJECT = Mapping.of(
            required("issuer", "Who vouches for the subject, exactly.", new Text(WordKind.ISSUER)),
            required("subject", "As the issuer names it.", new Text(WordKind.ID)),
            ASSIGNMENT.members().get(0),
            ASSIGNMENT.members().get(1),
            ASSIGNMENT.members().get(2));

    private static final Mapping ASSIGNMENTS = Mapping.of(
                    optional("signing", "By the caller's name in the key ring.", new Table(WordKind.ID, ASSIGNMENT)),
                    optional(
                            "certificates",
                            "By distinguished name, or dns:, uri: or email: and a name.",
                            new Table(WordKind.CERTIFICATE, ASSIGNMENT)),
                    optional(
                            "container",
                            "By role of the container: the only names asked of isUserInRole.",
                            new Table(WordKind.ID, ASSIGNMENT)),
                    optional("subjects", "By issuer and subject of a token.", new ListOf(SUBJECT, 0)))
            .orElse(new Table(WordKind.MECHANISM, new Table(WordKind.ID, ASSIGNMENT)));

    private static final Mapping CLAIMED_ROLES = Mapping.of(
                    optional("claim", "Of a token: a name, or a dotted path.", new Text(WordKind.CLAIM)),
                    optional("map", "From what is stated to a role.", new Table(WordKind.STATED, ROLE)),
                    optional("same-name", "Roles that are stated by their own names.", any(WordKind.ROLE)),
                    optional("unmapped", "What any other stated role means; ignore.", choice("ignore", "refuse")))
            .atLeastOne("map", "same-name");

    private static final Mapping CLAIM = Mapping.of(
                    optional("issuer", "Of the tokens, exactly.", new Text(WordKind.ISSUER)),
                    optional(
                            "mechanism",
                            "Of callers without issuer, whose policy states their roles.",
                            new Text(WordKind.MECHANISM)),
                    optional("roles", "Which stated roles count.", CLAIMED_ROLES),
                    optional(
                            "tenant",
                            "Where a token names the tenant.",
                            Mapping.of(required("claim", "A name, or a dotted path.", new Text(WordKind.CLAIM)))))
            .exactlyOne("issuer", "mechanism")
            .atLeastOne("roles", "tenant");

    private static final Mapping SCOPE = Mapping.of(
            optional("roles", "Which of its caller's roles a token keeps.", any(WordKind.ROLE)),
            optional("permissions", "Which of its caller's permissions a token keeps.", any(WordKind.GRANT)));

    private static final Mapping REQUIRE = Mapping.of(
                    optional("authenticated", "Any caller that proved who it is.", onlyTrue()),
                    optional("roles", "One of them, or a senior of one.", some(WordKind.ROLE)),
                    optional("permissions", "All of them.", some(WordKind.PERMISSION)),
                    optional("scopes", "All of them.", some(WordKind.SCOPE)),
                    optional("acr", "One of these ways to authenticate.", new OneOrMore(new Text(WordKind.ACR))),
                    optional("max-age", "How long ago the caller authenticated itself.", new Text(WordKind.AGE)),
                    optional("tenant", "The path parameter that names it.", new Text(WordKind.PARAMETER)),
                    optional("check", "Classes of resource checks, all.", new OneOrMore(new Text(WordKind.CLASS))))
            .atLeastOne("authenticated", "roles", "permissions", "scopes", "acr", "max-age", "tenant", "check");

    private static final Mapping PATH = Mapping.of(
                    required(
                            "path", "Canonical; * and {name} are one segment, a last ** any.", new Text(WordKind.PATH)),
                    optional("method", "HTTP methods; any other is refused.", some(WordKind.METHOD)),
                    optional("public", "Admits anybody; why.", new Text(WordKind.REASON)),
                    optional("deny", "Admits nobody.", onlyTrue()),
                    optional("require", "Admits callers for whom all of this holds.", REQUIRE))
            .exactlyOne("public", "deny", "require");

    private static final Mapping ENDPOINT = Mapping.of(
                    required("class", "The binary name.", new Text(WordKind.CLASS)),
                    optional("method", "With parameter types: run(java.lang.String).", new Text(WordKind.JAVA_METHOD)),
                    optional("public", "Admits anybody; why.", new Text(WordKind.REASON)),
                    optional("deny", "Admits nobody.", onlyTrue()),
                    optional("require", "Admits callers for whom all of this holds.", REQUIRE))
            .exactlyOne("public", "deny", "require");

    /** The whole document. */
    static final Mapping DOCUMENT = Mapping.of(
            required("version", "Of this form.", new Literal("1", 1, "version must be 1")),
            optional("permissions", "Asked for in code alone.", any(WordKind.PERMISSION)),
            optional("roles", "By name.", new Table(WordKind.ROLE, OF_ROLE)),
            optional("deny", "Always wins.", new ListOf(DENIAL, 0)),
            optional("separation", "Separation of duty.", SEPARATION),
            optional("assignments", "Who holds which roles, by how the caller proved who it is.", ASSIGNMENTS),
            optional("claims", "What counts of what callers state themselves.", new ListOf(CLAIM, 0)),
            optional("scopes", "A ceiling for tokens, by scope.", new Table(WordKind.SCOPE, SCOPE)),
            optional("paths", "Servlets, files, and more restriction for anything else.", new ListOf(PATH, 0)),
            optional("endpoints", "Classes that you cannot annotate.", new ListOf(ENDPOINT, 0)));

    private PolicyForm() {}

    private static Literal onlyTrue() {
        return new Literal("true", true, "only true is possible here; leave the key out instead");
    }
}
