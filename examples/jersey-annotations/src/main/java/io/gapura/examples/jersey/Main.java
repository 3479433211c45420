package io.gapura.examples.jersey;

import com.sun.net.httpserver.HttpServer;
import io.gapura.filters.Pipeline;
import io.gapura.filters.config.Reference;
import io.gapura.filters.config.Resources;
import io.gapura.filters.headers.SecurityHeaders;
import io.gapura.filters.jaxrs.GapuraFeature;
import io.gapura.filters.jersey.GapuraJerseyFeature;
import io.gapura.filters.limits.Firewall;
import io.gapura.filters.limits.Limits;
import io.gapura.rbac.Rbac;
import java.net.URI;
import org.glassfish.jersey.jackson.JacksonFeature;
import org.glassfish.jersey.jdkhttp.JdkHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;

/** {@code API_KEY=… java … io.gapura.examples.jersey.Main 8080} */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        String key = System.getenv("API_KEY");
        if (key == null || arguments.length != 1) {
            System.err.println("usage: API_KEY=<at least 32 characters> Main PORT");
            System.exit(64);
            return;
        }
        HttpServer server = start(Integer.parseInt(arguments[0]), key);
        System.out.println("http://localhost:" + server.getAddress().getPort() + "/payments");
    }

    /** Starts on that port of the loopback interface; 0 is any free one. */
    static HttpServer start(int port, String key) {
        Pipeline pipeline = Pipeline.builder()
                .add(SecurityHeaders.strict())
                .add(Firewall.strict())
                .add(Limits.defaults())
                .add(new ApiKeys(key))
                .addAll(Rbac.document(Reference.of("/policy.yaml", Resources.ofClassPath(Main.class.getClassLoader())))
                        .policies())
                .build();
        ResourceConfig config = new ResourceConfig(Payments.class)
                .register(JacksonFeature.class)
                .register(new GapuraFeature(pipeline))
                .register(GapuraJerseyFeature.class);
        return JdkHttpServerFactory.createHttpServer(URI.create("http://localhost:" + port + "/"), config);
    }
}
