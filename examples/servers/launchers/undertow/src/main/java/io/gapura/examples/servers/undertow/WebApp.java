package io.gapura.examples.servers.undertow;

import io.undertow.server.handlers.resource.PathResourceManager;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.FilterInfo;
import io.undertow.servlet.api.ServletContainerInitializerInfo;
import io.undertow.servlet.api.ServletInfo;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.annotation.HandlesTypes;
import java.io.File;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Reads what Undertow by itself does not: the descriptor's filters and servlets, and the initializers with the classes
 * they ask for. Knows as much of web.xml as the probe application uses.
 */
final class WebApp {
    private final File folder;
    private final URLClassLoader loader;
    private final Document descriptor;

    private WebApp(File folder, URLClassLoader loader, Document descriptor) {
        this.folder = folder;
        this.loader = loader;
        this.descriptor = descriptor;
    }

    static WebApp read(File folder) throws Exception {
        List<URL> path = new ArrayList<>();
        path.add(new File(folder, "WEB-INF/classes/").toURI().toURL());
        File[] jars = new File(folder, "WEB-INF/lib").listFiles();
        for (File jar : jars == null ? new File[0] : jars) {
            path.add(jar.toURI().toURL());
        }
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        Document descriptor = factory.newDocumentBuilder().parse(new File(folder, "WEB-INF/web.xml"));
        return new WebApp(
                folder, new URLClassLoader(path.toArray(URL[]::new), WebApp.class.getClassLoader()), descriptor);
    }

    ClassLoader loader() {
        return loader;
    }

    void describe(DeploymentInfo info) throws Exception {
        info.setResourceManager(new PathResourceManager(folder.toPath()));
        for (Element param : all("context-param")) {
            info.addInitParameter(text(param, "param-name"), text(param, "param-value"));
        }
        filters(info);
        servlets(info);
        for (Element page : all("error-page")) {
            info.addErrorPage(Servlets.errorPage(text(page, "location")));
        }
        initializers(info);
    }

    private void filters(DeploymentInfo info) throws Exception {
        for (Element each : all("filter")) {
            FilterInfo filter = Servlets.filter(
                    text(each, "filter-name"),
                    loader.loadClass(text(each, "filter-class")).asSubclass(Filter.class));
            filter.setAsyncSupported(text(each, "async-supported").equals("true"));
            for (Element param : under(each, "init-param")) {
                filter.addInitParam(text(param, "param-name"), text(param, "param-value"));
            }
            info.addFilter(filter);
        }
        for (Element mapping : all("filter-mapping")) {
            List<String> types = texts(mapping, "dispatcher");
            for (String type : types.isEmpty() ? List.of("REQUEST") : types) {
                for (String pattern : texts(mapping, "url-pattern")) {
                    info.addFilterUrlMapping(text(mapping, "filter-name"), pattern, DispatcherType.valueOf(type));
                }
            }
        }
    }

    private void servlets(DeploymentInfo info) throws Exception {
        for (Element each : all("servlet")) {
            ServletInfo servlet = Servlets.servlet(
                    text(each, "servlet-name"),
                    loader.loadClass(text(each, "servlet-class")).asSubclass(Servlet.class));
            servlet.setAsyncSupported(text(each, "async-supported").equals("true"));
            for (Element mapping : all("servlet-mapping")) {
                if (text(mapping, "servlet-name").equals(servlet.getName())) {
                    texts(mapping, "url-pattern").forEach(servlet::addMapping);
                }
            }
            info.addServlet(servlet);
        }
    }

    private void initializers(DeploymentInfo info) throws Exception {
        List<Class<?>> classes = classes();
        for (ServletContainerInitializer each : ServiceLoader.load(ServletContainerInitializer.class, loader)) {
            Set<Class<?>> handled = new LinkedHashSet<>();
            HandlesTypes types = each.getClass().getAnnotation(HandlesTypes.class);
            for (Class<?> type : types == null ? new Class<?>[0] : types.value()) {
                classes.stream().filter(found -> matches(found, type)).forEach(handled::add);
            }
            info.addServletContainerInitializer(new ServletContainerInitializerInfo(each.getClass(), handled));
        }
    }

    @SuppressWarnings("unchecked")
    private static boolean matches(Class<?> found, Class<?> type) {
        if (!type.isAnnotation()) {
            return type.isAssignableFrom(found) && found != type;
        }
        Class<? extends Annotation> annotation = (Class<? extends Annotation>) type;
        return found.isAnnotationPresent(annotation)
                || Arrays.stream(found.getDeclaredMethods()).anyMatch(method -> method.isAnnotationPresent(annotation));
    }

    /** The application's own: of its libraries no initializer here wants a class. */
    private List<Class<?>> classes() throws IOException, ClassNotFoundException {
        Path root = new File(folder, "WEB-INF/classes").toPath();
        List<Class<?>> classes = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                String name = root.relativize(file).toString().replace(File.separatorChar, '.');
                if (!name.endsWith("-info.class")) {
                    classes.add(Class.forName(name.substring(0, name.length() - ".class".length()), false, loader));
                }
            }
        }
        return classes;
    }

    private List<Element> all(String name) {
        return under(descriptor.getDocumentElement(), name);
    }

    private static List<Element> under(Element parent, String name) {
        NodeList nodes = parent.getChildNodes();
        List<Element> found = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }

    private static List<String> texts(Element parent, String name) {
        return under(parent, name).stream()
                .map(child -> child.getTextContent().strip())
                .toList();
    }

    private static String text(Element parent, String name) {
        List<String> texts = texts(parent, name);
        return texts.isEmpty() ? "" : texts.get(0);
    }
}
