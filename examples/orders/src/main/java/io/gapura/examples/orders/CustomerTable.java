package io.gapura.examples.orders;

import io.gapura.filters.RefusedException;
import io.gapura.filters.Rejection;
import io.gapura.filters.Violation;
import io.gapura.filters.Violation.Place;
import io.gapura.validation.BeanConstraints;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads customers from CSV (RFC 4180): a first row with the words {@code name} and {@code city} in either order, then a row
 * each, of which every one keeps the constraints of {@link NewCustomer}. Several tables may follow each other; together they
 * have {@value #MOST} rows at most.
 *
 * <p>What is wrong is told by row, as spreadsheets count them, and column, never by value: {@link #refuseIfWrong}. Texts that a
 * spreadsheet would run are texts here; whoever writes a table again encodes them. Belongs to one request.
 */
final class CustomerTable {
    static final int MOST = 1_000;

    private static final int ENOUGH = 20;
    private static final String NAME = "name";
    private static final String CITY = "city";
    private static final Set<String> COLUMNS = Set.of(NAME, CITY);

    /** Nothing behind a closing quote, no quote left open, no row left out because it is empty. */
    private static final CSVFormat STRICT = CSVFormat.RFC4180
            .builder()
            .setTrailingData(false)
            .setLenientEof(false)
            .setIgnoreEmptyLines(false)
            .get();

    private final BeanConstraints constraints;
    private final List<NewCustomer> customers = new ArrayList<>();
    private final List<Violation> wrong = new ArrayList<>();

    CustomerTable(BeanConstraints constraints) {
        this.constraints = constraints;
    }

    /**
     * Reads a table, and stops where more is wrong than an answer says.
     *
     * @param content UTF-8, checked before; a byte order mark, as spreadsheets write it, is no part of the first column
     * @param at the place of the table, empty for the whole file
     */
    void read(InputStream content, String at) throws IOException {
        BufferedReader text = new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8.newDecoder()));
        text.mark(1);
        if (text.read() != '\uFEFF') {
            text.reset();
        }
        try (CSVParser rows =
                CSVParser.builder().setReader(text).setFormat(STRICT).get()) {
            read(rows, at + "/rows");
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
    }

    private void read(CSVParser parser, String at) {
        Iterator<CSVRecord> rows = parser.iterator();
        try {
            List<String> header = rows.hasNext() ? rows.next().toList() : List.of();
            if (isHeader(header, at + "/1")) {
                while (wrong.size() < ENOUGH && rows.hasNext()) {
                    take(rows.next(), header, at);
                }
            }
        } catch (UncheckedIOException unreadable) {
            if (!(unreadable.getCause() instanceof CSVException)) {
                throw unreadable;
            }
            wrong(at + "/" + (parser.getRecordNumber() + 1), "upload.content");
        }
    }

    /** Each of the columns once, and no other. */
    private boolean isHeader(List<String> header, String at) {
        int before = wrong.size();
        COLUMNS.stream()
                .filter(column -> !header.contains(column))
                .forEach(column -> wrong(at + "/" + column, "body.missing"));
        if (header.size() > COLUMNS.size() || !COLUMNS.containsAll(header) || hasTwice(header)) {
            wrong(at, "body.unknown");
        }
        return wrong.size() == before;
    }

    private static boolean hasTwice(List<String> header) {
        return new HashSet<>(header).size() < header.size();
    }

    private void take(CSVRecord row, List<String> header, String at) {
        String place = at + "/" + row.getRecordNumber();
        if (row.size() != header.size()) {
            wrong(place, row.size() < header.size() ? "body.missing" : "body.unknown");
            return;
        }
        NewCustomer customer = new NewCustomer(row.get(header.indexOf(NAME)), row.get(header.indexOf(CITY)));
        wrong.addAll(constraints.broken(customer, place));
        customers.add(customer);
        requireNoMore(at);
    }

    /** At once: who sends more is not read to the end. */
    private void requireNoMore(String at) {
        if (customers.size() > MOST) {
            throw new RefusedException(refusal(List.of(
                    new Violation(Place.BODY, at, "list.size").with("min", 1).with("max", MOST))));
        }
    }

    private void wrong(String at, String word) {
        wrong.add(new Violation(Place.BODY, at, word));
    }

    /** 422, with the places of what is wrong, when anything is. */
    void refuseIfWrong() {
        if (!wrong.isEmpty()) {
            Rejection refusal = refusal(wrong);
            throw new RefusedException(wrong.size() < ENOUGH ? refusal : refusal.truncated());
        }
        if (customers.isEmpty()) {
            throw new RefusedException(refusal(List.of(new Violation(Place.BODY, "/rows", "list.size")
                    .with("min", 1)
                    .with("max", MOST))));
        }
    }

    private static Rejection refusal(List<Violation> found) {
        return Rejection.of(422, "content-refused", "import").violations(found);
    }

    /** Those of all tables; to be asked for once nothing was wrong. */
    List<NewCustomer> customers() {
        return List.copyOf(customers);
    }
}
