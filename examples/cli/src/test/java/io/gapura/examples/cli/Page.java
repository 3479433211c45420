package io.gapura.examples.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the documentation, of which the tests read the fenced blocks. */
record Page(String name, String text) {
    /** One fenced block; {@code toString} names it in a report. */
    record Block(String page, int line, String text) {
        @Override
        public String toString() {
            return page + ":" + line;
        }
    }

    static Page readme() {
        return read(root().resolve("README.md"));
    }

    /** The README and all of {@code examples/docs}. */
    static List<Page> all() {
        try (Stream<Path> docs = Files.list(root().resolve("examples/docs"))) {
            return Stream.concat(Stream.of(root().resolve("README.md")), docs.sorted())
                    .map(Page::read)
                    .toList();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    static Stream<Block> blocksOfAll(String language) {
        return all().stream().flatMap(page -> page.blocks(language).stream());
    }

    static Page of(String file) {
        return read(root().resolve("examples/docs").resolve(file));
    }

    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("CHANGELOG.md"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    private static Page read(Path file) {
        try {
            return new Page(root().relativize(file).toString(), Files.readString(file));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    List<Block> blocks(String language) {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(text);
        while (matcher.find()) {
            int line = (int) text.substring(0, matcher.start()).lines().count() + 1;
            blocks.add(new Block(name, line, matcher.group(1)));
        }
        return blocks;
    }
}
