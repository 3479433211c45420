package io.gapura.examples.orders;

import io.gapura.examples.orders.Tour.Stop;
import java.util.List;

/** The part of the {@link Tour} about what comes in beside JSON: documents of customers, and a search. */
final class CustomersTour {
    /** The smallest PDF, as {@code printf} writes it. */
    private static final String PDF = "'%%PDF-1.7\\n1 0 obj << /Type /Catalog >> endobj\\nstartxref\\n9\\n%%%%EOF\\n'";

    /** A table with a name that a spreadsheet would run. */
    private static final String LIST = "'name,city\\r\\nKopi Asli,Medan\\r\\n=1+1,Bogor\\r\\n'";

    private static final String NOTE = "{\"title\":\"Boxes\",\"text\":\"Wants *three* <b>boxes</b>.\"}";

    private final String customers;
    private final DataFolder data;

    CustomersTour(String api, DataFolder data) {
        this.customers = api + "/customers";
        this.data = data;
    }

    List<Stop> files() {
        return List.of(
                new Stop("files", true, "answers 201", "a clerk adds a document to a customer", send("")),
                new Stop(
                        "files",
                        false,
                        "answers 422",
                        "a document that is an archive as well",
                        send("; printf 'PK\\003\\004' >>\"$file\"")));
    }

    List<Stop> lists() {
        return List.of(
                new Stop("import", true, "answers 200", "a clerk brings a list of customers", take("")),
                new Stop(
                        "import",
                        false,
                        "answers 422",
                        "one row of it is wrong, and none is taken",
                        take("; printf ',Jakarta\\r\\n' >>\"$file\"")));
    }

    List<Stop> notes() {
        return List.of(
                new Stop("notes", true, "answers 201", "a clerk notes something in Markdown", note("rani")),
                new Stop("notes", false, "answers 404", "on another clerk's customer", note("dewi")));
    }

    List<Stop> search() {
        return List.of(
                new Stop("search", true, "answers 200", "a clerk looks for a customer", search("name=maju")),
                new Stop("search", false, "answers 400", "page nought of what was found", search("name=maju&page=0")));
    }

    private String send(String more) {
        String made = AccessTour.id(AccessTour.post(Tour.user("rani", data), customers, AccessTour.CUSTOMER));
        return made + "file=$(mktemp); printf " + PDF + " >\"$file\"" + more + "; curl -si " + Tour.user("rani", data)
                + " -F \"file=@$file;filename=scan.pdf;type=application/pdf\" " + customers + "/$id/documents";
    }

    private String note(String author) {
        String made = AccessTour.id(AccessTour.post(Tour.user("rani", data), customers, AccessTour.CUSTOMER));
        return made + AccessTour.post(Tour.user(author, data), customers + "/$id/notes", NOTE);
    }

    private String take(String more) {
        return "file=$(mktemp); printf " + LIST + " >\"$file\"" + more + "; curl -si " + Tour.user("rani", data)
                + " -F \"file=@$file;filename=customers.csv;type=text/csv\" " + customers + "/import";
    }

    private String search(String query) {
        return "curl -si " + Tour.user("rani", data) + " '" + customers + "?" + query + "'";
    }
}
