package io.gapura.examples.cli;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.testkit.access.ClassPathScan;
import io.gapura.rbac.AccessMatrix;
import io.gapura.rbac.Rbac;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the commands about a policy share: they read a document and class files, and start no server. */
abstract class AccessCommand implements Callable<Integer> {
    static final int FINE = 0;
    static final int LINT = 1;
    static final int CLOSED = 1;
    static final int UNLOADABLE = 2;
    static final int OPENED = 2;
    static final int USAGE = 64;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--classes",
            paramLabel = "DIR|JAR",
            description =
                    "Where endpoints are: a directory of class files, a jar, an unpacked web archive; again for more.")
    private List<Path> classes = new ArrayList<>();

    @Option(
            names = "--libraries",
            paramLabel = "DIR|JAR",
            description = "What those classes need to be read; not looked into; again for more.")
    private List<Path> libraries = new ArrayList<>();

    /** What a command does with the endpoints that were found. */
    interface Work {
        int on(ClassPathScan scan) throws IOException;
    }

    @Override
    public final Integer call() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (ClassPathScan scan = ClassPathScan.of(classes, libraries)) {
            // a document names checks and classes of the application
            thread.setContextClassLoader(scan.loader());
            scan.notes().forEach(this::complain);
            scan.unreadable().forEach(this::complain);
            return scan.unreadable().isEmpty() ? run(scan) : UNLOADABLE;
        } catch (ConfigurationException | IllegalArgumentException unsound) {
            complain(String.valueOf(unsound.getMessage()));
            return UNLOADABLE;
        } catch (IOException | UncheckedIOException unreadable) {
            complain("cannot read: " + unreadable.getMessage());
            return UNLOADABLE;
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    abstract int run(ClassPathScan scan) throws IOException;

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    void complain(String line) {
        spec.commandLine().getErr().println("gapura: " + line);
    }

    /** The rules of a document. Nothing of the application runs: its checks are never made. */
    static Rbac rules(Path policy) {
        return Rbac.document(policy).checks(type -> access -> access.refuse("not-asked"));
    }

    static AccessMatrix matrix(Path policy, ClassPathScan scan) {
        return rules(policy).matrix(scan.endpoints().list());
    }
}
