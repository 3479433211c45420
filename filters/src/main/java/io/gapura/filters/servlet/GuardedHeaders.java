package io.gapura.filters.servlet;

import io.gapura.filters.HeaderLine;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The headers of the response that the application writes to: what is the gate's to say, what is the gate's alone, and
 * what the gate says only where the application is silent. A superclass and no object beside the response, because a
 * request should not cost one more.
 */
abstract class GuardedHeaders extends HttpServletResponseWrapper {
    final Passage passage;

    /** By their place among the headers that yield: which the application set, and which we filled in. */
    private long said;

    private long filledIn;

    GuardedHeaders(HttpServletResponse response, Passage passage) {
        super(response);
        this.passage = passage;
    }

    /** Everything was emptied: what was said is gone. */
    final void forgetSaid() {
        said = 0;
        filledIn = 0;
    }

    /** Sets a header of the gate. Vary and cookies add to what the application has begun. */
    void applyHeader(HeaderLine line) {
        if (!line.adds()) {
            applyHeader(line.name(), line.value());
        } else if (!line.isSaidBy(getHeaders(line.name()))) {
            super.addHeader(line.name(), line.value());
        }
    }

    /** The same on a response that the application's own error page writes to. */
    static void apply(HeaderLine line, HttpServletResponse response) {
        if (!line.adds()) {
            response.setHeader(line.name(), line.value());
        } else if (!line.isSaidBy(response.getHeaders(line.name()))) {
            response.addHeader(line.name(), line.value());
        }
    }

    /** On an error that the application answers itself: without a word of its own it is not stored, and never sniffed. */
    static void harden(HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (response.getHeader("Cache-Control") == null) {
            response.setHeader("Cache-Control", "no-store");
        }
    }

    /** Sets a header of the gate that replaces what stands there. */
    void applyHeader(String name, String value) {
        super.setHeader(name, value);
    }

    /** Sets a header where the application says nothing of its own; what stood there before the gate counts as said. */
    void fillIn(List<HeaderLine> lines) {
        for (int i = 0; i < lines.size(); i++) {
            HeaderLine line = lines.get(i);
            long bit = 1L << i;
            if ((said & bit) == 0) {
                if ((filledIn & bit) == 0 && super.containsHeader(line.name())) {
                    said |= bit;
                } else {
                    filledIn |= bit;
                    super.setHeader(line.name(), line.value());
                }
            }
        }
    }

    /** Notes that the application sets a header; whether ours was only filled in there until now. */
    private boolean replacesOurs(String name) {
        int place = passage.exchange().answerRules().yielding(name);
        if (place < 0) {
            return false;
        }
        boolean ours = isFilledIn(place);
        said |= 1L << place;
        return ours;
    }

    private boolean isFilledIn(int place) {
        return place >= 0 && (filledIn & ~said & 1L << place) != 0;
    }

    private boolean isFilledIn(String name) {
        return filledIn != 0 && isFilledIn(passage.exchange().answerRules().yielding(name));
    }

    private boolean isRemoved(String name) {
        return passage.exchange().answerRules().removes(name);
    }

    /**
     * What the application writes over a header of the gate is written over again before a byte leaves. A field that is
     * the gate's alone is dropped: the application would speak where the gate is silent.
     */
    @Override
    public void setHeader(String name, String value) {
        if (!isRemoved(name)) {
            passage.reopen();
            replacesOurs(name);
            super.setHeader(name, value);
        }
    }

    @Override
    public void addHeader(String name, String value) {
        if (isRemoved(name)) {
            return;
        }
        passage.reopen();
        if (replacesOurs(name)) {
            super.setHeader(name, value);
        } else {
            super.addHeader(name, value);
        }
    }

    @Override
    public void setIntHeader(String name, int value) {
        setHeader(name, Integer.toString(value));
    }

    @Override
    public void addIntHeader(String name, int value) {
        addHeader(name, Integer.toString(value));
    }

    @Override
    public void setDateHeader(String name, long date) {
        if (!isRemoved(name)) {
            passage.reopen();
            replacesOurs(name);
            super.setDateHeader(name, date);
        }
    }

    @Override
    public void addDateHeader(String name, long date) {
        if (isRemoved(name)) {
            return;
        }
        passage.reopen();
        if (replacesOurs(name)) {
            super.setDateHeader(name, date);
        } else {
            super.addDateHeader(name, date);
        }
    }

    /** What we only filled in is not there yet for an application that looks before it sets. */
    @Override
    public boolean containsHeader(String name) {
        return !isFilledIn(name) && super.containsHeader(name);
    }

    @Override
    public @Nullable String getHeader(String name) {
        return isFilledIn(name) ? null : super.getHeader(name);
    }

    @Override
    public Collection<String> getHeaders(String name) {
        return isFilledIn(name) ? List.of() : super.getHeaders(name);
    }
}
