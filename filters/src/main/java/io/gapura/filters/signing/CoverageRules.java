package io.gapura.filters.signing;

import io.gapura.filters.RequestView;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a signature of a request must cover (step 3). Compared by the whole identifier, never by name alone: {@code
 * "content-digest";key="sha-256"} is not {@code content-digest}.
 *
 * @param targets alternatives, one of which must be covered whole; a signer uses the first
 * @param content with content, and always for the methods that usually have some
 * @param contentIfPresent the same, when the field is there
 * @param contentMethods the methods that usually have content
 * @param ifPresent whenever the field is there
 * @param members dictionaries of which, when the field is there, one member must be covered, or the whole field
 */
record CoverageRules(
        List<List<String>> targets,
        List<String> content,
        List<String> contentIfPresent,
        Set<String> contentMethods,
        List<String> ifPresent,
        List<String> members) {
    private static final String DIGEST = "content-digest";

    CoverageRules {
        targets = List.copyOf(targets);
        content = List.copyOf(content);
        contentIfPresent = List.copyOf(contentIfPresent);
        contentMethods = Set.copyOf(contentMethods);
        ifPresent = List.copyOf(ifPresent);
        members = List.copyOf(members);
    }

    /** Only these, whatever the message holds. */
    static CoverageRules always(List<List<String>> targets) {
        return new CoverageRules(targets, List.of(), List.of(), Set.of(), List.of(), List.of());
    }

    CoverageRules withContent(List<String> fields, List<String> fieldsIfPresent, Set<String> methods) {
        return new CoverageRules(targets, fields, fieldsIfPresent, methods, ifPresent, members);
    }

    /** Those before, and these. */
    CoverageRules ifPresent(List<String> fields) {
        List<String> more = new ArrayList<>(ifPresent);
        more.addAll(fields);
        return new CoverageRules(targets, content, contentIfPresent, contentMethods, more, members);
    }

    CoverageRules memberOf(String dictionary) {
        return new CoverageRules(targets, content, contentIfPresent, contentMethods, ifPresent, List.of(dictionary));
    }

    CoverageRules withoutDigest() {
        List<String> less = new ArrayList<>(content);
        less.remove(DIGEST);
        return new CoverageRules(targets, less, contentIfPresent, contentMethods, ifPresent, members);
    }

    boolean requiresDigest() {
        return content.contains(DIGEST);
    }

    /** Whether content is announced, or usual for the method. Content that comes unannounced is found at step 8. */
    boolean expectsContent(RequestView request) {
        return request.declaredLength() > 0
                || request.headers().isChunked()
                || contentMethods.contains(request.method());
    }

    /** What a signature of this request must cover, with the target as our signer writes it. */
    List<String> wanted(RequestView request) {
        List<String> names = new ArrayList<>(12);
        names.addAll(targets.get(0));
        if (expectsContent(request)) {
            names.addAll(content);
            addPresent(contentIfPresent, request, names);
        }
        addPresent(ifPresent, request, names);
        addPresent(members, request, names);
        return names;
    }

    /** How a wanted name is covered: a dictionary by its first member, everything else whole. */
    Component component(String name, RequestView request) {
        if (!members.contains(name)) {
            return Component.of(name);
        }
        try {
            Keyed<Member> found = StructuredFields.dictionary(FieldLines.structured(request.headers(), name));
            return found.size() == 0
                    ? Component.of(name)
                    : Component.member(name, found.asMap().keySet().iterator().next());
        } catch (MalformedFieldException | SignatureRefusedException noDictionary) {
            return Component.of(name); // some clients send a bare string
        }
    }

    private static void addPresent(List<String> fields, RequestView request, List<String> names) {
        for (String field : fields) {
            if (request.headers().contains(field)) {
                names.add(field);
            }
        }
    }

    /** What says how content is read, of content that came unannounced: nobody may have added it on the way. */
    void requireUnannounced(RequestView request, SignatureInput input) throws SignatureRefusedException {
        for (int i = 0; i < contentIfPresent.size(); i++) {
            String field = contentIfPresent.get(i);
            if (request.headers().contains(field) && !input.covers(field)) {
                throw SignatureRefusedException.of(Reason.COVERAGE, field + " is not covered")
                        .at(VerificationStep.BODY);
            }
        }
    }

    /** The covered list holds all of one alternative, and all that this message calls for. */
    void require(RequestView request, SignatureInput input) throws SignatureRefusedException {
        input.gaps(this).require(request);
    }
}
