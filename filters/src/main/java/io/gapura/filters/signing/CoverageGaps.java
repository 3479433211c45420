package io.gapura.filters.signing;

import io.gapura.filters.Headers;
import io.gapura.filters.RequestView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a covered list lacks by the rules of a profile, as far as it follows from the list alone; a message that calls for
 * some of it is refused (step 3). Worked out once for a list that comes again and again.
 *
 * @param rules they say when content is expected
 * @param target whether no alternative of the target is covered whole
 * @param content the first field that must be covered with content and is not; null when all are
 * @param contentIfPresent what must not be there with content, because it is not covered
 * @param ifPresent what must not be there at all, because it is not covered
 */
record CoverageGaps(
        CoverageRules rules,
        boolean target,
        @Nullable String content,
        List<String> contentIfPresent,
        List<String> ifPresent) {

    /** Without a stream: it is also asked for a list that comes once, and is refused. */
    static CoverageGaps of(CoverageRules rules, List<Component> components) {
        List<String> content = uncovered(rules.content(), components);
        return new CoverageGaps(
                rules,
                !coversOne(rules.targets(), components),
                content.isEmpty() ? null : content.get(0),
                uncovered(rules.contentIfPresent(), components),
                ifPresent(rules, components));
    }

    private static boolean coversOne(List<List<String>> targets, List<Component> components) {
        for (int i = 0; i < targets.size(); i++) {
            if (uncovered(targets.get(i), components).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private static List<String> uncovered(List<String> names, List<Component> components) {
        List<String> gaps = List.of();
        for (int i = 0; i < names.size(); i++) {
            if (!SignatureInput.covers(components, names.get(i))) {
                gaps = gaps.isEmpty() ? new ArrayList<>(names.size()) : gaps;
                gaps.add(names.get(i));
            }
        }
        return gaps;
    }

    private static List<String> ifPresent(CoverageRules rules, List<Component> components) {
        List<String> gaps = uncovered(rules.ifPresent(), components);
        for (String name : rules.members()) {
            if (!SignatureInput.coversFieldOrMember(components, name)) {
                gaps = new ArrayList<>(gaps);
                gaps.add(name);
            }
        }
        return gaps;
    }

    void require(RequestView request) throws SignatureRefusedException {
        if (target) {
            throw SignatureRefusedException.of(Reason.COVERAGE, "method or target is not covered");
        }
        if (rules.expectsContent(request)) {
            if (content != null) {
                throw uncovered(content);
            }
            requireAbsent(contentIfPresent, request.headers());
        }
        requireAbsent(ifPresent, request.headers());
    }

    private static void requireAbsent(List<String> fields, Headers headers) throws SignatureRefusedException {
        for (int i = 0; i < fields.size(); i++) {
            if (headers.contains(fields.get(i))) {
                throw uncovered(fields.get(i));
            }
        }
    }

    private static SignatureRefusedException uncovered(String field) {
        return SignatureRefusedException.of(Reason.COVERAGE, field + " is not covered");
    }
}
