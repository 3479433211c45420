package io.gapura.filters.errors;

import io.gapura.filters.Headers;
import java.util.List;

/**
 * Chooses form and language of an answer from what the client says it likes (RFC 9110 §12.5). Never 406: when nothing of
 * ours is liked, or nothing can be read, the answer is JSON in the default language. Nothing of the request gets into
 * the answer, or into the name of a file.
 */
final class Preference {
    private static final int UNSAID = -1;

    private Preference() {}

    static ProblemForm form(Headers request) {
        String accept = request.joined("accept");
        return accept == null || accept.equals("*/*") ? ProblemForm.JSON : form(accept);
    }

    /** The most precise range that names a form decides on it; HTML, XML and text must be named. */
    static ProblemForm form(String accept) {
        int json = UNSAID;
        int html = UNSAID;
        int xml = UNSAID;
        int plain = UNSAID;
        int application = UNSAID;
        int all = UNSAID;
        QualityList list = QualityList.of(accept);
        while (list.next()) {
            int quality = list.quality();
            if (list.is("application/problem+json") || list.is("application/json")) {
                json = Math.max(json, quality);
            } else if (list.is("text/html")) {
                html = Math.max(html, quality);
            } else if (list.is("application/problem+xml") || list.is("application/xml") || list.is("text/xml")) {
                xml = Math.max(xml, quality);
            } else if (list.is("text/plain")) {
                plain = Math.max(plain, quality);
            } else if (list.is("application/*")) {
                application = Math.max(application, quality);
            } else if (list.is("*/*")) {
                all = Math.max(all, quality);
            }
        }
        int any = application == UNSAID ? all : application;
        int best = json == UNSAID ? any : json;
        // Whoever excludes JSON and takes anything else gets the next form that is for programs.
        int next = json == 0 && xml == UNSAID ? any : xml;
        return list.isReadable() ? best(best, html, next, plain) : ProblemForm.JSON;
    }

    private static ProblemForm best(int json, int html, int xml, int plain) {
        ProblemForm form = ProblemForm.JSON;
        int best = Math.max(json, 0);
        if (html > best) {
            form = ProblemForm.HTML;
            best = html;
        }
        if (xml > best) {
            form = ProblemForm.XML;
            best = xml;
        }
        return plain > best ? ProblemForm.TEXT : form;
    }

    /** An index into the languages, of which the first is the default. */
    static int language(Headers request, List<String> languages) {
        if (languages.size() == 1) {
            return 0;
        }
        String accept = request.joined("accept-language");
        return accept == null ? 0 : language(accept, languages);
    }

    static int language(String accept, List<String> languages) {
        int best = 0;
        int found = 0;
        QualityList list = QualityList.of(accept);
        while (list.next()) {
            if (list.quality() > best) {
                int match = match(list, languages);
                if (match != UNSAID) {
                    best = list.quality();
                    found = match;
                }
            }
        }
        return list.isReadable() ? found : 0;
    }

    /** The exact tag, then the primary subtag; {@code *} is the default. */
    private static int match(QualityList element, List<String> languages) {
        if (element.is("*")) {
            return 0;
        }
        int primary = UNSAID;
        for (int i = 0; i < languages.size(); i++) {
            String tag = languages.get(i);
            if (element.is(tag)) {
                return i;
            }
            if (primary == UNSAID && element.startsWith(tag) && element.charAt(tag.length()) == '-') {
                primary = i;
            }
        }
        return primary;
    }
}
