package io.gapura.validation.encode;

import io.gapura.filters.config.DataSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Runs a program that was named at start-up with arguments that may come from anywhere: no shell reads them, none of them
 * is taken for an option, and neither time, output nor environment is the program's to choose (CWE-78, CWE-88).
 *
 * <pre>{@code
 * ProcessRunner programs = ProcessRunner.allowing(Path.of("/usr/bin/pdftotext")).within(Duration.ofSeconds(5));
 * Result result = programs.run(Path.of("/usr/bin/pdftotext"), List.of("-q"), List.of(file, "-"));
 * }</pre>
 *
 * <p>The environment is empty but for what {@link #environment} says. The program reads no input; what it writes to
 * standard error is dropped, its status tells. Programs are absolute, no shell and no batch file. Bounds: 10 seconds and 1
 * MiB of output unless told otherwise, 256 arguments, 64 KiB of them. Over a bound the process and its children are
 * killed; a child that has detached itself before is not found.
 *
 * <p>Immutable and thread-safe; refining methods return copies. A run waits in the calling thread, which may be interrupted.
 */
public final class ProcessRunner {
    private static final int MOST_ARGUMENTS = 256;
    private static final int MOST_CHARACTERS = 64 * 1024;
    private static final long PAUSE_MILLIS = 5;

    /** What the Java runtime writes arguments in: a character that it does not have would become a question mark. */
    private static final Charset ARGUMENTS = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    private static final Set<String> SHELLS = Set.of(
            "sh",
            "bash",
            "dash",
            "ash",
            "zsh",
            "ksh",
            "csh",
            "tcsh",
            "fish",
            "busybox",
            "env",
            "cmd",
            "powershell",
            "pwsh");

    private final Map<Path, Path> programs;
    private final Duration longest;
    private final int most;
    private final Map<String, String> environment;

    private ProcessRunner(Map<Path, Path> programs, Duration longest, int most, Map<String, String> environment) {
        this.programs = programs;
        this.longest = longest;
        this.most = most;
        this.environment = environment;
    }

    /** How a program ended by itself: its status, and what it wrote. Immutable. */
    public static final class Result {
        private final int status;
        private final byte[] output;

        private Result(int status, byte[] output) {
            this.status = status;
            this.output = output;
        }

        public int status() {
            return status;
        }

        /** A copy. */
        public byte[] output() {
            return output.clone();
        }

        /** By its status and length: what it wrote is not for logs. */
        @Override
        public String toString() {
            return "Result[status " + status + ", " + output.length + " bytes]";
        }
    }

    /**
     * These programs and no others.
     *
     * @throws IllegalArgumentException for one that is not absolute, cannot be run, or is a shell
     */
    public static ProcessRunner allowing(Path... allowed) {
        Map<Path, Path> programs = new TreeMap<>();
        for (Path each : allowed) {
            programs.put(each, real(each));
        }
        return new ProcessRunner(Map.copyOf(programs), Duration.ofSeconds(10), 1 << 20, Map.of());
    }

    private static Path real(Path program) {
        if (!program.isAbsolute() || !program.normalize().equals(program)) {
            throw new IllegalArgumentException("a program must be named by an absolute path: " + program);
        }
        Path real;
        try {
            real = program.toRealPath();
        } catch (IOException missing) {
            throw new IllegalArgumentException("a program must exist: " + program, missing);
        }
        if (!Files.isRegularFile(real) || !Files.isExecutable(real)) {
            throw new IllegalArgumentException("a program must be a file that can be run: " + program);
        }
        if (isShell(program) || isShell(real)) {
            throw new IllegalArgumentException("a shell or batch file reads its arguments again: " + program);
        }
        return real;
    }

    /** On Windows a batch file is run by the shell (CVE-2024-1874 and its kin). */
    private static boolean isShell(Path program) {
        String name = program.getFileName().toString().toLowerCase(Locale.ROOT);
        String plain = name.endsWith(".exe") ? name.substring(0, name.length() - 4) : name;
        return SHELLS.contains(plain) || name.endsWith(".bat") || name.endsWith(".cmd");
    }

    /** The same with another bound on time, from 1 millisecond to 1 hour. */
    public ProcessRunner within(Duration bound) {
        if (bound.toMillis() < 1 || bound.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("a run must be bounded to 1 millisecond to 1 hour");
        }
        return new ProcessRunner(programs, bound, most, environment);
    }

    /** The same with another bound on what is written, up to 64 MiB; it is held in memory. */
    public ProcessRunner output(DataSize bound) {
        if (bound.toBytes() > 64 << 20) {
            throw new IllegalArgumentException("output must be bounded to at most 64MiB");
        }
        return new ProcessRunner(programs, longest, (int) bound.toBytes(), environment);
    }

    /** The same with one variable in the environment; not for values of clients. */
    public ProcessRunner environment(String name, String value) {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]{0,63}") || value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a variable must have a name of letters, digits and underscores");
        }
        Map<String, String> more = new TreeMap<>(environment);
        more.put(name, value);
        return new ProcessRunner(programs, longest, most, Map.copyOf(more));
    }

    /**
     * Runs a program and waits for its end.
     *
     * @param options as a developer has written them
     * @param operands values; none may begin with {@code -}, but for {@code -} itself, or hold NUL
     * @throws IllegalArgumentException for a program that is not allowed, and for arguments that are not
     * @throws IOException when it cannot be started, and when it is over a bound: it was killed
     */
    public Result run(Path program, List<String> options, List<String> operands) throws IOException {
        Path real = programs.get(program);
        if (real == null) {
            throw new IllegalArgumentException("a program must be one of " + new TreeSet<>(programs.keySet()));
        }
        List<String> command = new ArrayList<>();
        command.add(real.toString());
        command.addAll(options);
        operands.forEach(each -> command.add(operand(each)));
        requireBounded(command);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            return await(process);
        } finally {
            kill(process);
        }
    }

    private static String operand(String operand) {
        if (operand.startsWith("-") && operand.length() > 1) {
            throw new IllegalArgumentException("an operand must not begin with a hyphen");
        }
        return operand;
    }

    private static void requireBounded(List<String> command) {
        int characters = command.stream().mapToInt(String::length).sum();
        if (command.size() - 1 > MOST_ARGUMENTS || characters > MOST_CHARACTERS) {
            throw new IllegalArgumentException("arguments must be at most 256, and 64 KiB");
        }
        if (command.stream().anyMatch(each -> each.indexOf('\0') >= 0)) {
            throw new IllegalArgumentException("an argument must not hold NUL");
        }
        if (!command.stream().allMatch(each -> ARGUMENTS.newEncoder().canEncode(each))) {
            throw new IllegalArgumentException(
                    "an argument must have characters of the system's encoding, " + ARGUMENTS);
        }
    }

    /** Looks instead of waiting in a read: a grandchild that keeps the pipe open must not keep this thread. */
    private Result await(Process process) throws IOException {
        long deadline = System.nanoTime() + longest.toNanos();
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        InputStream output = process.getInputStream();
        boolean alive = true;
        while (alive) {
            alive = process.isAlive(); // asked before the last look, so that nothing is written after it
            boolean more = take(output, written);
            if (alive && System.nanoTime() - deadline > 0) {
                throw new IOException("the program ran for longer than it may");
            }
            if (alive && !more) {
                pause();
            }
        }
        return new Result(process.exitValue(), written.toByteArray());
    }

    private boolean take(InputStream output, ByteArrayOutputStream written) throws IOException {
        byte[] piece = new byte[8192];
        boolean more = false;
        for (int ready = output.available(); ready > 0; ready = output.available()) {
            int count = output.read(piece, 0, Math.min(ready, piece.length));
            if (count < 0) {
                return more;
            }
            if (written.size() + count > most) {
                throw new IOException("the program wrote more than it may");
            }
            written.write(piece, 0, count);
            more = true;
        }
        return more;
    }

    private static void pause() throws InterruptedIOException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a program ran");
        }
    }

    private static void kill(Process process) {
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
