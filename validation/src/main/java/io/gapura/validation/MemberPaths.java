package io.gapura.validation;

import io.gapura.filters.json.JsonPieceException;
import io.gapura.filters.json.JsonPieces;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The members that JSON may have, wherever arrays stand between them. Immutable and thread-safe. */
final class MemberPaths {
    private static final JsonPieces.Maker MAKER = JsonPieces.within(1 << 16, 1 << 24, 10_000);
    private static final String ANY = "/*";

    /** Below this, everything is declared. No pointer is equal to it. */
    private static final String OPEN = "*";

    /** Each a list that an answer has to keep, pointers and all that lead to them. */
    private final List<Set<String>> lists;

    private MemberPaths(List<Set<String>> lists) {
        this.lists = List.copyOf(lists);
    }

    static MemberPaths of(List<String> pointers) {
        Set<String> all = new HashSet<>();
        for (String pointer : pointers) {
            if (!pointer.startsWith("/")) {
                throw new IllegalArgumentException("a member must be a JSON Pointer, such as /id");
            }
            all.add(pointer);
            for (int end = pointer.lastIndexOf('/'); end > 0; end = pointer.lastIndexOf('/', end - 1)) {
                all.add(pointer.substring(0, end));
            }
        }
        return new MemberPaths(List.of(Set.copyOf(all)));
    }

    MemberPaths and(MemberPaths other) {
        List<Set<String>> both = new ArrayList<>(lists);
        both.addAll(other.lists);
        return new MemberPaths(both);
    }

    /**
     * Whether a document has these members and no others.
     *
     * @throws JsonPieceException when it is no JSON
     */
    boolean cover(byte[] document) throws JsonPieceException {
        for (Set<String> each : lists) {
            if (!cover(document, each)) {
                return false;
            }
        }
        return true;
    }

    private static boolean cover(byte[] document, Set<String> declared) throws JsonPieceException {
        JsonPieces pieces = MAKER.open();
        try {
            pieces.feed(document, 0, document.length);
            Walk walk = new Walk(declared);
            boolean covered = walk.goesOn(pieces);
            if (covered) {
                pieces.end();
                covered = walk.goesOn(pieces);
            }
            return covered;
        } finally {
            pieces.close();
        }
    }

    /** One reading: where it is, and the objects around it. */
    private static final class Walk {
        private final Set<String> declared;
        private final Deque<String> objects = new ArrayDeque<>();
        private String at = "";

        private Walk(Set<String> declared) {
            this.declared = declared;
        }

        /** Reads on as far as there is something; false at the first member that is not declared. */
        private boolean goesOn(JsonPieces pieces) throws JsonPieceException {
            JsonPieces.Kind kind = pieces.next();
            while (kind != JsonPieces.Kind.MORE && kind != JsonPieces.Kind.END) {
                if (kind == JsonPieces.Kind.START_OBJECT) {
                    objects.push(at);
                } else if (kind == JsonPieces.Kind.END_OBJECT) {
                    at = objects.pop();
                } else if (kind == JsonPieces.Kind.NAME) {
                    at = below(objects.element(), pieces.name());
                    if (!at.equals(OPEN) && !declared.contains(at)) {
                        return false;
                    }
                }
                kind = pieces.next();
            }
            return true;
        }

        private String below(String object, String name) {
            boolean open = object.equals(OPEN) || declared.contains(object + ANY);
            return open ? OPEN : object + '/' + name.replace("~", "~0").replace("/", "~1");
        }
    }
}
