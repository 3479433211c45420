package io.gapura.examples.benchmarks;

import io.gapura.validation.SafePattern;
import io.gapura.validation.constraints.TextRules;
import io.gapura.validation.constraints.TextViolation;
import io.gapura.validation.constraints.UrlRules;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the rules of text cost for each character that is accepted: every row reads texts of 1,024 characters in all, and
 * {@code -prof gc} has to say 0 B/op. Inputs rotate.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(TextRulesBenchmark.CHARACTERS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class TextRulesBenchmark {
    static final int CHARACTERS = 1_024;
    private static final int MANY = 16;
    private static final UrlRules HTTPS = UrlRules.https();
    private static final SafePattern WORDS = SafePattern.of("[a-z ,.0-9]*+");

    private final String[] latin = new String[MANY];
    private final String[] japanese = new String[MANY];
    private final String[] emoji = new String[MANY];
    private final String[][] names = new String[MANY][];
    private final String[][] cyrillic = new String[MANY][];
    private final String[][] identifiers = new String[MANY][];
    private final String[][] mails = new String[MANY][];
    private final String[][] urls = new String[MANY][];
    private final String[] headers = new String[MANY];
    private int next;

    @Setup
    public void start() {
        for (int i = 0; i < MANY; i++) {
            latin[i] = sized("the parcel no. " + i + " is at the door, ");
            japanese[i] = sized("荷物" + (char) ('０' + i % 10) + "はどこですか。");
            emoji[i] = sized("👍🏽ok" + (char) ('a' + i));
            headers[i] = sized("Mozilla/5.0 (X11; Linux x86_64; rv:" + i + ") ");
            names[i] = filled("Anne-Marie O'Neill " + (char) ('A' + i) + ".");
            cyrillic[i] = filled("Анна Андреевна Ахматова" + (char) ('а' + i));
            identifiers[i] = filled("order-7_" + i);
            mails[i] = filled("first.last+" + i + "@mail.example.org");
            urls[i] = filled("https://www.example.org/a/b/c?page=" + i);
        }
        require(safeText() == null && singleLine() == null && japanese() == null && emoji() == null);
        require(header() == null && personName() == null && personNameInCyrillic() == null && identifier() == null);
        require(mail() == null && url() == null && noHtml() == null && pattern());
    }

    private static void require(boolean accepted) {
        if (!accepted) {
            throw new IllegalStateException("what is measured has to be accepted");
        }
    }

    private static String sized(String piece) {
        return piece.repeat(CHARACTERS / piece.length() + 1).substring(0, CHARACTERS - CHARACTERS % 2);
    }

    /** As many of it as make up the characters. */
    private static String[] filled(String piece) {
        String[] all = new String[CHARACTERS / piece.length()];
        Arrays.fill(all, piece);
        return all;
    }

    private int rotate() {
        return next++ & (MANY - 1);
    }

    @Benchmark
    public @Nullable TextViolation safeText() {
        return TextRules.safeText(latin[rotate()], CHARACTERS);
    }

    @Benchmark
    public @Nullable TextViolation singleLine() {
        return TextRules.singleLine(latin[rotate()], CHARACTERS);
    }

    @Benchmark
    public @Nullable TextViolation japanese() {
        return TextRules.singleLine(japanese[rotate()], CHARACTERS);
    }

    @Benchmark
    public @Nullable TextViolation emoji() {
        return TextRules.safeText(emoji[rotate()], CHARACTERS);
    }

    @Benchmark
    public @Nullable TextViolation noHtml() {
        return TextRules.noHtml(latin[rotate()], CHARACTERS);
    }

    @Benchmark
    public @Nullable TextViolation header() {
        return TextRules.headerValue(headers[rotate()], CHARACTERS);
    }

    @Benchmark
    public @Nullable TextViolation personName() {
        TextViolation found = null;
        for (String name : names[rotate()]) {
            found = found == null ? TextRules.personName(name, 100, "") : found;
        }
        return found;
    }

    @Benchmark
    public @Nullable TextViolation personNameInCyrillic() {
        TextViolation found = null;
        for (String name : cyrillic[rotate()]) {
            found = found == null ? TextRules.personName(name, 100, "") : found;
        }
        return found;
    }

    @Benchmark
    public @Nullable TextViolation identifier() {
        TextViolation found = null;
        for (String identifier : identifiers[rotate()]) {
            found = found == null ? TextRules.identifier(identifier, 1, 64) : found;
        }
        return found;
    }

    @Benchmark
    public @Nullable TextViolation mail() {
        TextViolation found = null;
        for (String mail : mails[rotate()]) {
            found = found == null ? TextRules.email(mail, false) : found;
        }
        return found;
    }

    @Benchmark
    public @Nullable TextViolation url() {
        TextViolation found = null;
        for (String url : urls[rotate()]) {
            found = found == null ? TextRules.url(url, HTTPS) : found;
        }
        return found;
    }

    /** A budgeted match makes a matcher: not free, and the one row that allocates. */
    @Benchmark
    public boolean pattern() {
        return WORDS.matches(latin[rotate()]);
    }
}
