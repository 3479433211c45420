package io.gapura.examples.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles the Java of a page: types as they stand, statements as the body of a method. */
final class JavaExample {
    private static final String IMPORTS = """
            import io.gapura.filters.*;
            import io.gapura.filters.audit.*;
            import io.gapura.filters.callers.*;
            import io.gapura.filters.bearer.*;
            import io.gapura.filters.config.*;
            import io.gapura.filters.errors.*;
            import io.gapura.filters.headers.*;
            import io.gapura.filters.jaxrs.*;
            import io.gapura.filters.jetty.*;
            import io.gapura.filters.limits.*;
            import io.gapura.filters.origin.*;
            import io.gapura.filters.protect.*;
            import io.gapura.filters.servlet.*;
            import io.gapura.filters.signing.*;
            import io.gapura.filters.signing.client.*;
            import io.gapura.filters.signing.sigv4.*;
            import io.gapura.filters.signing.webhook.*;
            import io.gapura.filters.testkit.access.GateExtension;
            import io.gapura.filters.testkit.access.GateTester;
            import io.gapura.filters.testkit.access.WithCaller;
            import io.gapura.filters.testkit.doctor.Diagnosis;
            import io.gapura.filters.testkit.doctor.Doctor;
            import io.gapura.filters.testkit.doctor.Options;
            import io.gapura.filters.testkit.doctor.Severity;
            import io.gapura.filters.undertow.*;
            import io.gapura.rbac.*;
            import io.gapura.validation.*;
            import io.gapura.validation.encode.*;
            import io.gapura.validation.constraints.*;
            import io.gapura.validation.files.*;
            import io.gapura.validation.openapi.*;
            import io.gapura.validation.uploads.*;
            import io.undertow.Handlers;
            import io.undertow.Undertow;
            import io.undertow.servlet.Servlets;
            import io.undertow.servlet.api.DeploymentInfo;
            import jakarta.annotation.security.*;
            import jakarta.servlet.Filter;
            import jakarta.servlet.http.*;
            import jakarta.validation.Valid;
            import jakarta.validation.constraints.*;
            import jakarta.ws.rs.*;
            import jakarta.ws.rs.client.ClientBuilder;
            import jakarta.ws.rs.container.ContainerRequestContext;
            import jakarta.ws.rs.core.Context;
            import jakarta.ws.rs.core.Feature;
            import jakarta.ws.rs.core.Response;
            import java.io.IOException;
            import java.io.InputStream;
            import java.net.URI;
            import java.net.http.HttpClient;
            import java.net.http.HttpRequest;
            import java.net.http.HttpResponse;
            import java.time.*;
            import java.util.*;
            import org.eclipse.jetty.server.HttpConfiguration;
            import org.eclipse.jetty.server.HttpConnectionFactory;
            import org.eclipse.jetty.server.Server;
            import org.eclipse.jetty.server.ServerConnector;
            import org.junit.jupiter.api.Test;
            import org.junit.jupiter.api.extension.RegisterExtension;
            """;

    private JavaExample() {}

    /** What the compiler has against it. A file with imports of its own stands for itself. */
    static List<String> errors(String example) {
        if (example.startsWith("import ")) {
            return compile(unpublished(example));
        }
        return isType(example)
                ? compile(IMPORTS + "import jakarta.ws.rs.Path;\nclass Payment {}\n" + unpublished(example))
                : compile(IMPORTS + "import java.nio.file.Path;\nclass Example {\n"
                        + "    void run(KeyRing keys, Clock clock, Instant closing) throws Exception {\n" + example
                        + "\n    }\n}\n");
    }

    /** A public class would need a file of its name. */
    private static String unpublished(String example) {
        return example.replaceAll("(?m)^public ((final )?(class|record))", "$1");
    }

    private static boolean isType(String example) {
        return example.lines().anyMatch(line -> line.matches("(public |final )*class .*"));
    }

    private static List<String> compile(String source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        List<String> options = List.of(
                "-proc:none", "-implicit:none", "-classpath", System.getProperty("java.class.path"), "-d", temporary());
        compiler.getTask(null, null, found, options, null, List.of(file)).call();
        return found.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(diagnostic -> diagnostic.getMessage(Locale.ROOT) + " at line " + diagnostic.getLineNumber())
                .toList();
    }

    private static String temporary() {
        try {
            return Files.createTempDirectory("example").toString();
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }
}
