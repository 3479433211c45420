package io.gapura.validation.uploads;

import io.gapura.filters.Pipeline;
import io.gapura.filters.config.DataSize;
import io.gapura.filters.limits.Limits;
import io.gapura.filters.servlet.GapuraFilter;
import io.gapura.validation.Contracts;
import io.gapura.validation.Validation;
import io.gapura.validation.files.FileStore;
import io.gapura.validation.files.FileType;
import io.gapura.validation.files.StoreRules;
import io.gapura.validation.files.StoredFile;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.logging.LogManager;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/** A Tomcat with one endpoint that takes files, and nothing switched on for it but the policy. */
final class UploadServer implements Closeable {
    @Uploads(
            value = @UploadRule(part = "scan", types = FileType.TEXT, maxBytes = "2GiB"),
            fields = @UploadField(name = "then", max = 10))
    static final class Scans extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response)
                throws IOException, ServletException {
            Uploaded uploaded = Uploaded.of(request::getAttribute);
            StoredFile file = uploaded.file("scan").orElseThrow();
            switch (uploaded.field("then").orElse("")) {
                case "parts" -> request.getParts();
                case "fail" -> throw new IllegalStateException("of the application");
                case "error" -> response.sendError(409);
                case "contract" ->
                    response.getWriter()
                            .print(Contracts.of(request)
                                            .parts()
                                            .file("scan")
                                            .orElseThrow()
                                            .length()
                                    + " by contract");
                case "read" ->
                    response.getWriter().print(request.getInputStream().readAllBytes().length + " left");
                default -> response.getWriter().print(file.id() + " " + file.length());
            }
        }
    }

    final FileStore store;
    private final Path root;
    private final Tomcat tomcat = new Tomcat();

    UploadServer(Path directory, DataSize maxBody) throws IOException {
        // A thousand clients that leave are a thousand stack traces.
        LogManager.getLogManager().reset();
        root = Files.createDirectory(
                directory.resolve("store"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        store = FileStore.open(root, StoreRules.defaults().quota(100_000, DataSize.of("4GiB")));
        Pipeline pipeline = Pipeline.builder()
                .add(Limits.defaults().maxBody(maxBody))
                .add(Validation.strict())
                .add(MultipartUploads.into(store))
                .build();
        Path base = Files.createDirectory(directory.resolve("tomcat"));
        tomcat.setBaseDir(base.toString());
        tomcat.setHostname("127.0.0.1");
        tomcat.setPort(0);
        Context context = tomcat.addContext("", base.toString());
        FilterDef filter = new FilterDef();
        filter.setFilterName("gapura");
        filter.setFilter(new GapuraFilter(pipeline));
        filter.setAsyncSupported("true");
        context.addFilterDef(filter);
        FilterMap everything = new FilterMap();
        everything.setFilterName("gapura");
        everything.addURLPattern("/*");
        for (String dispatcher : List.of("REQUEST", "FORWARD", "INCLUDE", "ASYNC", "ERROR")) {
            everything.setDispatcher(dispatcher);
        }
        context.addFilterMap(everything);
        Tomcat.addServlet(context, "scans", new Scans()).addMapping("/scans");
        try {
            tomcat.start();
        } catch (LifecycleException failed) {
            throw new IOException(failed);
        }
    }

    int port() {
        return tomcat.getConnector().getLocalPort();
    }

    Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port());
        socket.setSoTimeout(300_000);
        return socket;
    }

    /** What lies in the store. */
    List<Path> files() throws IOException {
        while (true) {
            try {
                return walked();
            } catch (UncheckedIOException gone) {
                if (!(gone.getCause() instanceof NoSuchFileException)) {
                    throw gone;
                }
                // removed by another thread while it was looked at: once more
            }
        }
    }

    private List<Path> walked() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .filter(path -> !path.endsWith("lock"))
                    .toList();
        }
    }

    static String head(long length, String more) {
        String framing = length < 0 ? "Transfer-Encoding: chunked" : "Content-Length: " + length;
        return "POST /scans HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: " + Form.type() + "\r\n"
                + framing + "\r\n" + more + "\r\n";
    }

    @Override
    public void close() throws IOException {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException failed) {
            throw new IOException(failed);
        } finally {
            store.close();
        }
    }
}
