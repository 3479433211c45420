package io.gapura.filters.otlp;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.audit.ship.HttpSender;
import io.gapura.filters.audit.ship.ShipSettings;
import io.gapura.filters.audit.ship.Shipper;
import io.gapura.filters.audit.ship.ShipperType;
import io.gapura.filters.config.Reference;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** Serves {@code audit.ship.<name>.type = otlp}. */
public final class OtlpType implements ShipperType {
    private static final int LONGEST_SECRET = 8_192;

    /** For the service loader. */
    public OtlpType() {}

    @Override
    public String word() {
        return "otlp";
    }

    @Override
    public Set<String> settings() {
        return Set.of("address", "secret", "trust");
    }

    @Override
    public Shipper open(String place, ShipSettings settings) {
        return new OtlpShipper(
                HttpSender.address(place + ".address", settings.requiredAddress(place)),
                settings.secret().map(secret -> token(place, secret)),
                HttpSender.of(place + ".trust", settings.trust(), settings.timeout()));
    }

    private static String token(String place, Reference secret) {
        String text = new String(secret.read(LONGEST_SECRET), StandardCharsets.UTF_8).strip();
        if (!text.matches("[A-Za-z0-9._~+/-]+=*")) {
            throw ConfigurationException.of(place + ".secret must lead to a bearer token (RFC 6750)");
        }
        return text;
    }
}
