package io.gapura.rbac.importing;

import io.gapura.rbac.PolicyDocument;
import java.util.List;

/**
 * What became of another framework's policy.
 *
 * @param notCarried what was left out and why, a line each, in the order of the source
 */
public record Imported(PolicyDocument document, List<String> notCarried) {
    public Imported {
        notCarried = List.copyOf(notCarried);
    }
}
