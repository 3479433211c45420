package io.gapura.filters.signing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A profile as data: everything that {@link SignatureProfile} says.
 *
 * @param algorithms that a key may have
 * @param digests that count
 * @param tags of each of which one signature is demanded; none when any tag counts
 * @param remarks what is not as strict as it could be, with the reason, for the posture
 */
record ProfileData(
        String name,
        CoverageRules coverage,
        ResponseRules response,
        ParameterRules parameters,
        TimeRules time,
        Set<SignatureAlgorithm> algorithms,
        Set<ContentDigest.Algorithm> digests,
        List<String> tags,
        ComponentRules components,
        List<String> remarks) {
    ProfileData {
        algorithms = Set.copyOf(algorithms);
        digests = Set.copyOf(digests);
        tags = List.copyOf(tags);
        remarks = List.copyOf(remarks);
    }

    /** One of the digests must be of an algorithm that counts here. */
    void requireDigestOf(ContentDigest digest) throws SignatureRefusedException {
        if (!digest.statesOneOf(digests)) {
            throw SignatureRefusedException.of(Reason.DIGEST_WEAK, "no algorithm of the profile");
        }
    }

    ProfileData with(CoverageRules other) {
        return new ProfileData(name, other, response, parameters, time, algorithms, digests, tags, components, remarks);
    }

    ProfileData with(ResponseRules other) {
        return new ProfileData(name, coverage, other, parameters, time, algorithms, digests, tags, components, remarks);
    }

    ProfileData with(ParameterRules other) {
        return new ProfileData(name, coverage, response, other, time, algorithms, digests, tags, components, remarks);
    }

    ProfileData with(TimeRules other) {
        return new ProfileData(
                name, coverage, response, parameters, other, algorithms, digests, tags, components, remarks);
    }

    ProfileData with(ComponentRules other) {
        return new ProfileData(name, coverage, response, parameters, time, algorithms, digests, tags, other, remarks);
    }

    ProfileData withAlgorithms(Set<SignatureAlgorithm> others) {
        return new ProfileData(name, coverage, response, parameters, time, others, digests, tags, components, remarks);
    }

    ProfileData withTags(List<String> others) {
        return new ProfileData(
                name, coverage, response, parameters, time, algorithms, digests, others, components, remarks);
    }

    ProfileData named(String other) {
        return new ProfileData(
                other, coverage, response, parameters, time, algorithms, digests, tags, components, remarks);
    }

    /** The same, and its posture says so. */
    ProfileData remark(String words) {
        List<String> more = new ArrayList<>(remarks);
        more.add(words);
        return new ProfileData(name, coverage, response, parameters, time, algorithms, digests, tags, components, more);
    }
}
