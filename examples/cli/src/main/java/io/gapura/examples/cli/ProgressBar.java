package io.gapura.examples.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;

/** Shows on a terminal how far long work is, and nothing anywhere else. Redrawn for each whole percent. */
final class ProgressBar {
    private static final int WIDTH = 40;

    private final PrintWriter err;
    private final boolean shown;
    private long last = -1;

    private ProgressBar(PrintWriter err, boolean shown) {
        this.err = err;
        this.shown = shown;
    }

    /** On the terminal that the user sits at, if there is one. */
    static ProgressBar of(PrintWriter err) {
        return new ProgressBar(err, isTerminal() && System.getenv("TERM") != null);
    }

    /** From JDK 22 on there is a console without a terminal, too, and a method that tells. */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean isTerminal() {
        Console console = System.console();
        try {
            return console != null
                    && (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException before22) {
            return true;
        } catch (ReflectiveOperationException unknown) {
            return false;
        }
    }

    static ProgressBar shownOn(PrintWriter err) {
        return new ProgressBar(err, true);
    }

    void at(long done, long total) {
        long percent = total <= 0 ? 100 : Math.min(100, 100 * done / total);
        if (shown && percent != last) {
            last = percent;
            int filled = (int) (percent * WIDTH / 100);
            err.print(String.format(
                    Locale.ROOT, "\r[%s%s] %3d %%", "#".repeat(filled), " ".repeat(WIDTH - filled), percent));
            err.flush();
        }
    }

    /** Takes the bar away. */
    void end() {
        if (last >= 0) {
            err.print("\r" + " ".repeat(WIDTH + 8) + "\r");
            err.flush();
        }
    }
}
