package io.gapura.filters.yaml;

import io.gapura.filters.yaml.YamlNode.Entries;
import io.gapura.filters.yaml.YamlNode.Entry;
import io.gapura.filters.yaml.YamlNode.Items;
import io.gapura.filters.yaml.YamlNode.Scalar;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads YAML 1.2 into nodes, from events: iteratively, so that depth costs no stack, and with a mark for every node.
 * Everything with which one text can mean two things is refused: anchors, aliases, tags, directives, a second document,
 * repeated keys, keys that are no text.
 *
 * <p>As deep as whoever reads allows; the size is bounded by whoever fetched the text. Belongs to one reading.
 */
public final class YamlTree {
    private final String file;
    private final int deepest;
    private final Complaints problems;
    private final Deque<Frame> open = new ArrayDeque<>();
    private @Nullable YamlNode root;
    private boolean documentSeen;

    /** Takes what is wrong with a text, as it is found. */
    @FunctionalInterface
    public interface Complaints {
        /**
         * One of them.
         *
         * @param place {@code file:line:column}
         * @param code {@code syntax}, {@code duplicate} or {@code over-limit}
         * @param message without a word of the text
         */
        void add(String place, String code, String message);
    }

    private YamlTree(String file, int deepest, Complaints problems) {
        this.file = file;
        this.deepest = deepest;
        this.problems = problems;
    }

    /** A collection that has not ended. */
    private static final class Frame {
        private final String place;
        private final boolean mapping;
        private final List<YamlNode> items = new ArrayList<>();
        private final List<Entry> entries = new ArrayList<>();
        private final Set<String> keys = new HashSet<>();
        private @Nullable Scalar key;
        private boolean repeated;

        private Frame(String place, boolean mapping) {
            this.place = place;
            this.mapping = mapping;
        }

        private YamlNode node() {
            return mapping ? new Entries(place, List.copyOf(entries)) : new Items(place, List.copyOf(items));
        }
    }

    /** The text that cannot be read further. Its message is already among the problems. */
    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Unreadable() {
            super("the document cannot be read further", null, false, false);
        }
    }

    /**
     * The root, or nothing for an empty text and after a problem behind which nothing can be read.
     *
     * @param deepest mappings and sequences within each other
     */
    public static Optional<YamlNode> read(String file, String text, int deepest, Complaints problems) {
        YamlTree tree = new YamlTree(file, deepest, problems);
        LoadSettings settings = LoadSettings.builder()
                .setUseMarks(true)
                .setParseComments(false)
                .setCodePointLimit(text.length() + 1)
                .build();
        try {
            new ParserImpl(settings, new StreamReader(settings, text)).forEachRemaining(tree::event);
        } catch (MarkedYamlEngineException malformed) {
            problems.add(tree.place(malformed.getProblemMark()), "syntax", "this is not YAML");
            return Optional.empty();
        } catch (YamlEngineException malformed) {
            problems.add(file + ":1:1", "syntax", "the text holds a character that YAML does not allow");
            return Optional.empty();
        } catch (Unreadable reported) {
            return Optional.empty();
        }
        return Optional.ofNullable(tree.root);
    }

    private void event(Event event) {
        if (event instanceof DocumentStartEvent start) {
            startDocument(start);
        }
        if (event instanceof NodeEvent node) {
            requirePlain(node);
        }
        if (event instanceof ScalarEvent scalar) {
            scalar(new Scalar(place(event.getStartMark()), scalar.getValue(), scalar.isPlain()));
        } else if (event instanceof CollectionStartEvent) {
            startCollection(place(event.getStartMark()), event instanceof MappingStartEvent);
        } else if (event instanceof CollectionEndEvent) {
            add(open.pop().node());
        }
    }

    private void startDocument(DocumentStartEvent start) {
        String place = place(start.getStartMark());
        if (documentSeen) {
            throw stop(place, "there is a second document");
        }
        documentSeen = true;
        if (start.getSpecVersion().isPresent() || !start.getTags().isEmpty()) {
            throw stop(place, "directives are not allowed");
        }
    }

    private void requirePlain(NodeEvent node) {
        String place = place(node.getStartMark());
        if (node instanceof AliasEvent) {
            throw stop(place, "aliases are not allowed; a text that begins with * needs quotes");
        }
        Optional<Anchor> anchor = node.getAnchor();
        if (anchor.isPresent()) {
            throw stop(place, "anchors are not allowed; a text that begins with & needs quotes");
        }
        Optional<String> tag = node instanceof ScalarEvent scalar
                ? scalar.getTag()
                : node instanceof CollectionStartEvent start ? start.getTag() : Optional.empty();
        if (tag.isPresent()) {
            throw stop(place, "tags are not allowed; a text that begins with ! needs quotes");
        }
    }

    private void startCollection(String place, boolean mapping) {
        Frame parent = open.peek();
        if (parent != null && parent.mapping && parent.key == null) {
            throw stop(place, "a key must be text");
        }
        if (open.size() == deepest) {
            problems.add(place, "over-limit", "more than " + deepest + " levels deep");
            throw new Unreadable();
        }
        open.push(new Frame(place, mapping));
    }

    private void scalar(Scalar scalar) {
        Frame parent = open.peek();
        if (parent == null || !parent.mapping || parent.key != null) {
            add(scalar);
            return;
        }
        if (!scalar.isText()) {
            throw stop(scalar.place(), "a key must be text; put it in quotes");
        }
        parent.key = scalar;
        parent.repeated = !parent.keys.add(scalar.text());
        if (parent.repeated) {
            problems.add(scalar.place(), "duplicate", "this key stands twice in one mapping");
        }
    }

    private void add(YamlNode node) {
        Frame parent = open.peek();
        if (parent == null) {
            root = node;
            return;
        }
        Scalar key = parent.key;
        if (key == null) {
            parent.items.add(node);
            return;
        }
        if (!parent.repeated) {
            parent.entries.add(new Entry(key, node));
        }
        parent.key = null;
    }

    private Unreadable stop(String place, String message) {
        problems.add(place, "syntax", message);
        return new Unreadable();
    }

    private String place(Optional<Mark> mark) {
        return mark.map(at -> file + ":" + (at.getLine() + 1) + ":" + (at.getColumn() + 1))
                .orElse(file);
    }
}
