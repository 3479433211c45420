package io.gapura.rbac;

import io.gapura.filters.ConfigurationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the text of a policy says, every name with its place: roles, who has them, and who may call what. Read from YAML
 * or JSON by {@link #read}, or made in Java from {@link #empty()}; written by {@link #toYaml()}.
 *
 * <p>Equal documents say the same, wherever they say it. Immutable and thread-safe.
 *
 * @param permissions asked for in code alone
 * @param claims roles and tenants that callers state, as far as they count
 * @param scopes what a token keeps of the roles of its caller; empty: scopes limit nothing
 * @param paths rules for canonical paths
 * @param endpoints rules for classes that cannot be annotated
 */
public record PolicyDocument(
        List<Word> permissions,
        List<Role> roles,
        List<Denial> denials,
        List<Separation> separations,
        List<Assignment> assignments,
        List<Claimed> claims,
        List<Scope> scopes,
        List<PathEntry> paths,
        List<EndpointEntry> endpoints) {
    /** In bytes. */
    public static final int LONGEST = 1 << 20;

    private static final PolicyDocument EMPTY = new PolicyDocument(
            List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    public PolicyDocument {
        permissions = List.copyOf(permissions);
        roles = List.copyOf(roles);
        denials = List.copyOf(denials);
        separations = Stream.concat(
                        separations.stream().filter(set -> !set.dynamic()),
                        separations.stream().filter(Separation::dynamic))
                .toList();
        assignments = bySection(assignments);
        claims = List.copyOf(claims);
        scopes = List.copyOf(scopes);
        paths = List.copyOf(paths);
        endpoints = List.copyOf(endpoints);
    }

    /** As text has them: those of one section together. */
    private static List<Assignment> bySection(List<Assignment> assignments) {
        Map<String, List<Assignment>> sections = new LinkedHashMap<>();
        assignments.forEach(
                assignment -> sections.computeIfAbsent(assignment.id().section(), name -> new ArrayList<>())
                        .add(assignment));
        return sections.values().stream().flatMap(List::stream).toList();
    }

    /** Admits nobody to anything but public endpoints. */
    public static PolicyDocument empty() {
        return EMPTY;
    }

    /**
     * Reads and checks a document of at most 1 MiB of UTF-8. What it says of classes is not looked at here.
     *
     * @param file its name, for messages
     * @throws ConfigurationException with a line {@code file:line:column code message} for everything that is wrong
     */
    public static PolicyDocument read(String file, byte[] content) {
        Problems problems = new Problems();
        Optional<PolicyDocument> document = PolicyReader.read(file, content, problems);
        document.ifPresent(read -> PolicyCheck.check(read, problems));
        problems.throwIfAny();
        return document.orElse(EMPTY);
    }

    /** The same document as text that {@link #read} accepts; the places of an equal document may differ. */
    public String toYaml() {
        return PolicyWriter.yaml(this);
    }

    /** What somebody should look at in this document alone; endpoints are not known here. */
    public List<Lint> lints() {
        return PolicyLints.of(this);
    }

    /** The same with other permissions that only code asks for. */
    public PolicyDocument withPermissions(List<Word> others) {
        return new PolicyDocument(others, roles, denials, separations, assignments, claims, scopes, paths, endpoints);
    }

    public PolicyDocument withRoles(List<Role> others) {
        return new PolicyDocument(
                permissions, others, denials, separations, assignments, claims, scopes, paths, endpoints);
    }

    public PolicyDocument withDenials(List<Denial> others) {
        return new PolicyDocument(
                permissions, roles, others, separations, assignments, claims, scopes, paths, endpoints);
    }

    public PolicyDocument withSeparations(List<Separation> others) {
        return new PolicyDocument(permissions, roles, denials, others, assignments, claims, scopes, paths, endpoints);
    }

    public PolicyDocument withAssignments(List<Assignment> others) {
        return new PolicyDocument(permissions, roles, denials, separations, others, claims, scopes, paths, endpoints);
    }

    public PolicyDocument withClaims(List<Claimed> others) {
        return new PolicyDocument(
                permissions, roles, denials, separations, assignments, others, scopes, paths, endpoints);
    }

    public PolicyDocument withScopes(List<Scope> others) {
        return new PolicyDocument(
                permissions, roles, denials, separations, assignments, claims, others, paths, endpoints);
    }

    public PolicyDocument withPaths(List<PathEntry> others) {
        return new PolicyDocument(
                permissions, roles, denials, separations, assignments, claims, scopes, others, endpoints);
    }

    public PolicyDocument withEndpoints(List<EndpointEntry> others) {
        return new PolicyDocument(permissions, roles, denials, separations, assignments, claims, scopes, paths, others);
    }

    /**
     * A name and where it stands; equal by its text.
     *
     * @param place {@code policy.yaml:3:5}
     */
    public record Word(String text, String place) {
        /** A name that was written in Java. */
        public static Word of(String text) {
            return new Word(text, "role model");
        }

        public static List<Word> all(List<String> texts) {
            return texts.stream().map(Word::of).toList();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Word that && text.equals(that.text);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** A role with the juniors that it includes and the patterns that it is granted. */
    public record Role(Word name, List<Word> includes, List<Word> grants) {
        public Role {
            includes = List.copyOf(includes);
            grants = List.copyOf(grants);
        }
    }

    /** Patterns that a role takes away, whatever grants them. */
    public record Denial(Word role, List<Word> permissions) {
        public Denial {
            permissions = List.copyOf(permissions);
        }
    }

    /**
     * Roles of which nobody may hold more than {@code max}.
     *
     * @param dynamic whether it is about active roles, not about assigned ones
     */
    public record Separation(boolean dynamic, Word name, List<Word> roles, int max) {
        public Separation {
            roles = List.copyOf(roles);
        }
    }

    /**
     * The roles of a caller that proved who it is.
     *
     * @param tenant the roles count in this tenant only; {@link #GLOBAL}: in every one; nothing: where there is none
     * @param scopes for callers whose proof carries none
     */
    public record Assignment(CallerId id, List<Word> roles, Optional<Word> tenant, List<Word> scopes) {
        /** The tenant of roles that count in every one. */
        public static final String GLOBAL = "@global";

        public Assignment {
            roles = List.copyOf(roles);
            scopes = List.copyOf(scopes);
        }

        public boolean isGlobal() {
            return tenant.isPresent() && tenant.get().text().equals(GLOBAL);
        }
    }

    /** Who has an assignment. Ids of different kinds never mix, whatever their text. */
    public sealed interface CallerId {
        /** The name, or what stands for it in messages. */
        Word word();

        /** Where such callers stand in {@code assignments}. */
        String section();

        /** A name that a mechanism without issuers proves, such as {@code signing}. */
        record Proven(Word mechanism, Word name) implements CallerId {
            @Override
            public Word word() {
                return name;
            }

            @Override
            public String section() {
                return mechanism.text();
            }
        }

        /** A distinguished name, or {@code dns:}, {@code uri:} or {@code email:} and a subject alternative name. */
        record Certificate(Word name) implements CallerId {
            @Override
            public Word word() {
                return name;
            }

            @Override
            public String section() {
                return "certificates";
            }
        }

        /** Whoever the container says is in this role. */
        record ContainerRole(Word name) implements CallerId {
            @Override
            public Word word() {
                return name;
            }

            @Override
            public String section() {
                return "container";
            }
        }

        /** A subject of an issuer. */
        record Subject(Word issuer, Word subject) implements CallerId {
            @Override
            public Word word() {
                return subject;
            }

            @Override
            public String section() {
                return "subjects";
            }
        }
    }

    /**
     * What counts of what callers state themselves.
     *
     * @param tenant the claim that names it
     */
    public record Claimed(Source source, Optional<ClaimedRoles> roles, Optional<Word> tenant) {}

    /** Whose word it is. */
    public sealed interface Source {
        Word word();

        /** The issuer of a token. */
        record Issuer(Word word) implements Source {}

        /** The policy that proves callers without issuer and states their roles, such as one that asks a database. */
        record Mechanism(Word word) implements Source {}
    }

    /**
     * Which stated roles become roles.
     *
     * @param claim of a token; nothing for a mechanism
     * @param sameName those that count under their own name
     * @param refuseUnmapped whether a caller is refused that states any other; else those are ignored
     */
    public record ClaimedRoles(Optional<Word> claim, List<Mapping> map, List<Word> sameName, boolean refuseUnmapped) {
        public ClaimedRoles {
            map = List.copyOf(map);
            sameName = List.copyOf(sameName);
        }
    }

    /** A stated role, and the role that it becomes. */
    public record Mapping(Word stated, Word role) {}

    /** A ceiling: the roles and the patterns that a token with this scope keeps, if its caller holds them. */
    public record Scope(Word name, List<Word> roles, List<Word> permissions) {
        public Scope {
            roles = List.copyOf(roles);
            permissions = List.copyOf(permissions);
        }
    }

    /**
     * A rule for canonical paths.
     *
     * @param methods empty: all
     */
    public record PathEntry(Word path, List<Word> methods, Admission admission) {
        public PathEntry {
            methods = List.copyOf(methods);
        }
    }

    /**
     * A rule for a class, or for one of its methods.
     *
     * @param type its binary name
     * @param method {@code run(java.lang.String)}; nothing: the class
     */
    public record EndpointEntry(Word type, Optional<Word> method, Admission admission) {}

    /** Whom a rule admits. */
    public sealed interface Admission {
        /** Anybody, for a reason. */
        record Open(Word reason) implements Admission {}

        /** Nobody. */
        record Closed() implements Admission {}

        /**
         * Authenticated callers, as far as everything holds that is asked for; nothing asked for: each of them.
         *
         * @param roles one of them, or a senior of one
         * @param permissions all
         * @param scopes all
         * @param acr one of them
         * @param maxAge how long ago the caller may have authenticated itself, such as {@code PT5M}
         * @param tenant the path parameter that names it
         * @param checks classes of resource checks, all
         */
        record Required(
                List<Word> roles,
                List<Word> permissions,
                List<Word> scopes,
                List<Word> acr,
                Optional<Word> maxAge,
                Optional<Word> tenant,
                List<Word> checks)
                implements Admission {
            public Required {
                roles = List.copyOf(roles);
                permissions = List.copyOf(permissions);
                scopes = List.copyOf(scopes);
                acr = List.copyOf(acr);
                checks = List.copyOf(checks);
            }

            /** {@link #maxAge} as time. Throws {@code DateTimeParseException} in a document that was never checked. */
            public Optional<Duration> age() {
                return maxAge.map(word -> Duration.parse(word.text()));
            }
        }
    }
}
