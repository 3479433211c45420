package io.gapura.examples.servers.undertow;

import io.gapura.filters.undertow.GapuraErrors;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.server.handlers.PathHandler;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Starts Undertow on a loopback port with every folder of a deployment as a context, and stops it when its standard
 * input ends, so that no server outlives its build. A context that does not start ends the process.
 */
public final class UndertowLauncher {
    private UndertowLauncher() {}

    public static void main(String[] arguments) throws Exception {
        GapuraErrors errors = GapuraErrors.standard();
        PathHandler paths = Handlers.path();
        List<DeploymentManager> contexts = new ArrayList<>();
        try {
            for (File folder : Arrays.stream(new File(arguments[1]).listFiles(File::isDirectory))
                    .sorted()
                    .toList()) {
                DeploymentManager context = context(folder, errors);
                contexts.add(context);
                paths.addPrefixPath(path(folder), context.start());
            }
        } catch (Exception | Error failed) {
            failed.printStackTrace();
            System.exit(3);
        }
        Undertow server = Undertow.builder()
                .addHttpListener(Integer.parseInt(arguments[0]), "127.0.0.1", errors.around(paths))
                .build();
        server.start();
        while (System.in.read() >= 0) {
            // Nothing is said: only the end counts.
        }
        for (DeploymentManager context : contexts) {
            context.stop();
            context.undeploy();
        }
        server.stop();
        System.exit(0);
    }

    private static String path(File folder) {
        return folder.getName().equals("ROOT") ? "/" : "/" + folder.getName();
    }

    private static DeploymentManager context(File folder, GapuraErrors errors) throws Exception {
        WebApp app = WebApp.read(folder);
        DeploymentInfo info = Servlets.deployment()
                .setDeploymentName(folder.getName())
                .setContextPath(path(folder))
                .setClassLoader(app.loader())
                // By default a filter is made at the first request that meets it: a wrong one would start.
                .setEagerFilterInit(true);
        app.describe(info);
        errors.install(info);
        DeploymentManager manager = Servlets.newContainer().addDeployment(info);
        Thread.currentThread().setContextClassLoader(app.loader());
        manager.deploy();
        return manager;
    }
}
