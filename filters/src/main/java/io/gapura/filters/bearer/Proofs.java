package io.gapura.filters.bearer;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.HeaderLine;
import io.gapura.filters.Need;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The ways in which the holder of a key can be shown, each by its member of {@code cnf}. Immutable and thread-safe. */
final class Proofs {
    static final String BEARER = "Bearer";
    private static final int LONGEST = 256;

    private final Map<String, ProofOfPossession> byConfirmation;
    private final List<String> schemes;

    private Proofs(Map<String, ProofOfPossession> byConfirmation, List<String> schemes) {
        this.byConfirmation = byConfirmation;
        this.schemes = schemes;
    }

    static Proofs of(List<ProofOfPossession> all) {
        Map<String, ProofOfPossession> byConfirmation = new LinkedHashMap<>();
        List<String> schemes = new ArrayList<>(List.of(BEARER));
        for (ProofOfPossession proof : all) {
            if (byConfirmation.putIfAbsent(proof.confirmation(), proof) != null) {
                throw ConfigurationException.of("two proofs answer for the confirmation " + proof.confirmation());
            }
            proof.scheme().filter(scheme -> !isAmong(schemes, scheme)).ifPresent(schemes::add);
        }
        return new Proofs(byConfirmation, List.copyOf(schemes));
    }

    private static boolean isAmong(List<String> schemes, String scheme) {
        return schemes.stream().anyMatch(scheme::equalsIgnoreCase);
    }

    /** The scheme that a field begins with, as it is usually written; null when it is none of tokens. */
    @Nullable
    String scheme(String field) {
        for (int i = 0; i < schemes.size(); i++) {
            String scheme = schemes.get(i);
            int length = scheme.length();
            boolean ends = field.length() == length || field.length() > length && field.charAt(length) == ' ';
            if (ends && field.regionMatches(true, 0, scheme, 0, length)) {
                return scheme;
            }
        }
        return null;
    }

    /** The proof for a member of {@code cnf} that {@link #confirmations} has let pass. */
    ProofOfPossession of(String confirmation) {
        ProofOfPossession proof = byConfirmation.get(confirmation);
        if (proof == null) {
            throw new IllegalArgumentException("nothing answers for the confirmation");
        }
        return proof;
    }

    /** The members of {@code cnf}, none when it is absent; null when one is unknown or none is there (RFC 7800 §3.1). */
    @Nullable
    Map<String, String> confirmations(@Nullable Object cnf) {
        if (cnf == null) {
            return Map.of();
        }
        if (!(cnf instanceof Map<?, ?> members) || members.isEmpty()) {
            return null;
        }
        Map<String, String> known = new LinkedHashMap<>();
        for (Map.Entry<?, ?> member : members.entrySet()) {
            boolean good = member.getKey() instanceof String name
                    && byConfirmation.containsKey(name)
                    && member.getValue() instanceof String value
                    && !value.isEmpty()
                    && value.length() <= LONGEST;
            if (!good) {
                return null;
            }
            known.put(String.valueOf(member.getKey()), String.valueOf(member.getValue()));
        }
        return known;
    }

    /**
     * Whether a token with these confirmations may come by that scheme: by {@code Bearer} unless one of them has a scheme
     * of its own, and by that one alone then (RFC 9449 §7.1).
     */
    boolean fits(Set<String> confirmations, String scheme) {
        String only = BEARER;
        for (String confirmation : confirmations) {
            only = of(confirmation).scheme().orElse(only);
        }
        return only.equalsIgnoreCase(scheme);
    }

    List<HeaderLine> challenges() {
        return byConfirmation.values().stream()
                .flatMap(proof -> proof.challenges().stream())
                .toList();
    }

    List<String> remarks() {
        return byConfirmation.values().stream()
                .flatMap(proof -> proof.remarks().stream())
                .toList();
    }

    Set<Need> needs() {
        Set<Need> needs = EnumSet.noneOf(Need.class);
        byConfirmation.values().forEach(proof -> needs.addAll(proof.needs()));
        return needs;
    }

    void close() {
        byConfirmation.values().forEach(ProofOfPossession::close);
    }
}
