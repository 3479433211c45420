package io.gapura.examples.servers.fast;

import io.gapura.examples.servers.app.rest.AsyncResource;
import io.gapura.examples.servers.app.rest.BodyResource;
import io.gapura.examples.servers.app.rest.CatchAllResource;
import io.gapura.examples.servers.app.rest.ContractResource;
import io.gapura.examples.servers.app.rest.DeniedResource;
import io.gapura.examples.servers.app.rest.InheritedResource;
import io.gapura.examples.servers.app.rest.LocatorResource;
import io.gapura.examples.servers.app.rest.OpenResource;
import io.gapura.examples.servers.app.rest.PaymentsResource;
import io.gapura.examples.servers.app.rest.RolesResource;
import io.gapura.examples.servers.app.rest.SecretResource;
import io.gapura.examples.servers.app.rest.SilentResource;
import io.gapura.examples.servers.app.rest.XResource;
import io.gapura.filters.Endpoint;
import io.gapura.filters.jaxrs.FakeMatch;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Matches the paths of the scenarios as a REST runtime would, for a driver that has none. */
final class ProbeEndpoints {
    private static final Map<String, Resource> TABLE = Map.ofEntries(
            Map.entry("GET /api/open", new Resource(OpenResource.class, "get")),
            Map.entry("GET /api/x", new Resource(XResource.class, "get")),
            Map.entry("GET /api/denied", new Resource(DeniedResource.class, "get")),
            Map.entry("GET /api/silent", new Resource(SilentResource.class, "get")),
            Map.entry("GET /api/inherited", new Resource(InheritedResource.class, "get")),
            Map.entry("GET /api/roles", new Resource(RolesResource.class, "get")),
            Map.entry("DELETE /api/roles", new Resource(RolesResource.class, "erase")),
            Map.entry("GET /api/roles/everybody", new Resource(RolesResource.class, "everybody")),
            Map.entry("GET /api/locator/sub/open", new Resource(LocatorResource.Sub.class, "open")),
            Map.entry("GET /api/locator/sub/denied", new Resource(LocatorResource.Sub.class, "denied")),
            Map.entry("GET /api/locator/sub/silent", new Resource(LocatorResource.Sub.class, "silent")),
            Map.entry("GET /api/async/denied", new Resource(AsyncResource.class, "denied")),
            Map.entry("GET /api/secret/x", new Resource(SecretResource.class, "get")),
            Map.entry("GET /api/p/a/b", new Resource(CatchAllResource.class, "get")),
            Map.entry("GET /api/contract/list", new Resource(ContractResource.class, "list")),
            Map.entry("POST /api/body/length", new Resource(BodyResource.class, "length")),
            Map.entry("POST /api/payments", new Resource(PaymentsResource.class, "create")));

    private record Resource(Class<?> type, String name) {
        private Method method() {
            return Arrays.stream(type.getDeclaredMethods())
                    .filter(method -> method.getName().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private ProbeEndpoints() {}

    /** What is called at a canonical path below the place; unknown where no resource is. */
    static Endpoint of(String httpMethod, String path, String place) {
        String plain = plain(path, place);
        Resource resource = TABLE.get(httpMethod + " " + plain);
        return resource == null
                ? Endpoint.unknown(httpMethod, "unmatched", "nobody")
                : Endpoint.resource(httpMethod, plain, resource.type(), resource.method());
    }

    /** The same for the fakes of the REST adapter; empty where no resource is. */
    static Optional<FakeMatch> match(String httpMethod, String path, String place) {
        return Optional.ofNullable(TABLE.get(httpMethod + " " + plain(path, place)))
                .map(resource -> new FakeMatch(resource.type(), resource.method()));
    }

    private static String plain(String path, String place) {
        String inside = path.substring(place.length() + 1);
        return inside.endsWith("/") ? inside.substring(0, inside.length() - 1) : inside;
    }

    /** As the probe itself would mark its answer. */
    static String marker(Endpoint endpoint) {
        return marker(endpoint.type().orElseThrow(), endpoint.method().orElseThrow());
    }

    static String marker(Class<?> type, Method method) {
        return type.getSimpleName() + "#" + method.getName();
    }
}
