package io.gapura.filters.errors;

/** The four forms of a document, in the order in which one wins when a client likes several alike. */
enum ProblemForm {
    JSON(0, "application/problem+json") {
        @Override
        void write(Document document, Sheet sheet) {
            ProblemJson.write(document, sheet);
        }
    },
    HTML(1, "text/html;charset=UTF-8") {
        @Override
        void write(Document document, Sheet sheet) {
            ProblemHtml.write(document, sheet);
        }
    },
    XML(2, "application/problem+xml") {
        @Override
        void write(Document document, Sheet sheet) {
            ProblemXml.write(document, sheet);
        }
    },
    TEXT(3, "text/plain;charset=UTF-8") {
        @Override
        void write(Document document, Sheet sheet) {
            ProblemText.write(document, sheet);
        }
    };

    private final int place;
    private final String mediaType;

    ProblemForm(int place, String mediaType) {
        this.place = place;
        this.mediaType = mediaType;
    }

    /** Of four, from 0. */
    int place() {
        return place;
    }

    String mediaType() {
        return mediaType;
    }

    abstract void write(Document document, Sheet sheet);
}
