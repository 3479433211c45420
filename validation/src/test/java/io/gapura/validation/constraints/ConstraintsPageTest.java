package io.gapura.validation.constraints;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The table of the page and the annotations cannot drift apart. */
class ConstraintsPageTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `@(\\w+)` \\| (.*?) \\| (.*?) \\|$");
    private static final Set<String> OF_ALL = Set.of("message", "groups", "payload");

    private static String page() throws IOException {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("mvnw"))) {
            folder = folder.getParent();
        }
        return Files.readString(folder.resolve("examples/docs/constraints.md"));
    }

    private static Map<String, String> attributes() throws IOException {
        return ROW.matcher(page()).results().collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));
    }

    private static String attribute(Method method) {
        Object value = method.getDefaultValue();
        return value == null ? "`" + method.getName() + "`" : "`" + method.getName() + " = " + text(value) + "`";
    }

    private static String text(Object value) {
        if (value.getClass().isArray()) {
            return IntStream.range(0, Array.getLength(value))
                    .mapToObj(i -> text(Array.get(value, i)))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return value instanceof String word ? "\"" + word + "\"" : value.toString();
    }

    @Test
    void eachRowHasTheAttributesOfItsAnnotationWithTheirDefaults() throws Exception {
        Map<String, String> rows = attributes();
        for (Map.Entry<String, String> row : rows.entrySet()) {
            Class<?> type = Class.forName("io.gapura.validation.constraints." + row.getKey());
            Set<String> declared = Arrays.stream(type.getDeclaredMethods())
                    .filter(method -> !OF_ALL.contains(method.getName()) && !method.isSynthetic())
                    .map(ConstraintsPageTest::attribute)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(new TreeSet<>(List.of(row.getValue().split(", (?=`)"))))
                    .as(row.getKey())
                    .isEqualTo(declared);
        }
    }

    @Test
    void everyAnnotationHasARow() throws Exception {
        Path classes = Path.of(SafeText.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (var files = Files.list(classes.resolve("io/gapura/validation/constraints"))) {
            Set<String> annotations = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.contains("$") && !name.startsWith("package-"))
                    .map(name -> name.substring(0, name.length() - ".class".length()))
                    .filter(ConstraintsPageTest::isAnnotation)
                    .collect(Collectors.toSet());
            assertThat(attributes().keySet()).isEqualTo(annotations).hasSize(16);
        }
    }

    private static boolean isAnnotation(String name) {
        try {
            return Annotation.class.isAssignableFrom(Class.forName("io.gapura.validation.constraints." + name));
        } catch (ClassNotFoundException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void theTableHasEveryWordAndNoOther() throws IOException {
        Set<String> words = new TreeSet<>();
        Matcher rows = ROW.matcher(page());
        while (rows.find()) {
            Pattern.compile("`([a-z][a-z.-]+)`")
                    .matcher(rows.group(3))
                    .results()
                    .forEach(word -> words.add(word.group(1)));
        }
        assertThat(words)
                .isEqualTo(Arrays.stream(TextViolation.values())
                        .map(TextViolation::word)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }
}
