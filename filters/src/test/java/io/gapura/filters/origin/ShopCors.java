package io.gapura.filters.origin;

import java.time.Duration;

/** One shop elsewhere, and what it may do here. */
final class ShopCors {
    static final String SHOP = "https://shop.example";
    static final Cors CORS = Cors.allowing(SHOP, "http://localhost:8080")
            .methods("GET", "PUT")
            .headers("Content-Type", "x-trace")
            .exposed("X-Request-Id")
            .maxAge(Duration.ofMinutes(5));

    private ShopCors() {}
}
