package io.gapura.filters.signing;

import io.gapura.filters.Headers;
import io.gapura.filters.RequestView;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
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

    static CoverageGaps of(CoverageRules rules, List<Component> components) {
        Predicate<String> covered = name -> SignatureInput.covers(components, name);
        List<String> absentMembers = rules.members().stream()
                .filter(name -> !SignatureInput.coversFieldOrMember(components, name))
                .toList();
        return new CoverageGaps(
                rules,
                rules.targets().stream().noneMatch(names -> names.stream().allMatch(covered)),
                rules.content().stream().filter(covered.negate()).findFirst().orElse(null),
                rules.contentIfPresent().stream().filter(covered.negate()).toList(),
                Stream.concat(rules.ifPresent().stream().filter(covered.negate()), absentMembers.stream())
                        .toList());
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
