package io.gapura.filters;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The table "Example URIs" of Servlet 6 §3.5.2, read from the folder of published vectors. */
public final class ServletUriRows {
    private static final String PLACE = "shared/data/validation/servlet-uri/canonical-uri-path.jsonl";

    /** One row: what is requested, and the path it must mean, or that it must be refused. */
    public record Row(String encoded, String decoded, boolean reject) {}

    private ServletUriRows() {}

    /** All 84 rows; ends the test with a plain word when the vectors are not there. */
    public static List<Row> all() throws IOException {
        Optional<Path> file = find();
        assumeThat(file).as("vectors at " + PLACE + ": skipped").isPresent();
        List<Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(file.orElseThrow())) {
            rows.add(row(line));
        }
        return rows;
    }

    private static Row row(String line) throws IOException {
        String encoded = "";
        String decoded = "";
        boolean reject = false;
        try (JsonParser parser = new JsonFactory().createParser(line)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    encoded = name.equals("encoded") ? parser.getText() : encoded;
                    decoded = name.equals("decoded") ? parser.getText() : decoded;
                    reject = name.equals("reject") ? parser.getBooleanValue() : reject;
                }
            }
        }
        return new Row(encoded, decoded, reject);
    }

    private static Optional<Path> find() {
        Path start = Path.of(System.getProperty("user.dir")).toAbsolutePath();
        return Stream.iterate(start, at -> at != null, Path::getParent)
                .map(at -> at.resolve(PLACE))
                .filter(Files::isReadable)
                .findFirst();
    }
}
