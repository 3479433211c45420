package io.gapura.filters.postgresql;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.audit.ship.ShipSettings;
import io.gapura.filters.audit.ship.Shipper;
import io.gapura.filters.audit.ship.ShipperType;
import java.nio.charset.StandardCharsets;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.Set;

/** Serves {@code audit.ship.<name>.type = postgresql}. */
public final class PostgresqlType implements ShipperType {
    private static final int LONGEST_SECRET = 1_024;
    private static final String STANDARD_TABLE = "gapura_audit";

    /** For the service loader. */
    public PostgresqlType() {}

    @Override
    public String word() {
        return "postgresql";
    }

    @Override
    public Set<String> settings() {
        return Set.of("address", "into", "user", "secret");
    }

    @Override
    public Shipper open(String place, ShipSettings settings) {
        String url = settings.requiredAddress(place);
        boolean secret = url.toLowerCase(Locale.ROOT).matches(".*[?&](password|sslpassword)=.*");
        Optional<Driver> driver = secret || !url.startsWith("jdbc:postgresql:") ? Optional.empty() : driver(url);
        if (driver.isEmpty()) {
            throw ConfigurationException.of(
                    place + ".address must be jdbc:postgresql://HOST:PORT/DATABASE, without a password");
        }
        String table = settings.into().orElse(STANDARD_TABLE);
        if (!table.matches("([a-z_][a-z0-9_]{0,39}\\.)?[a-z_][a-z0-9_]{0,39}")) {
            throw ConfigurationException.of(place + ".into must be a table's name of small letters, digits and _");
        }
        return new PostgresqlShipper(driver.get(), url, properties(settings), AuditTable.of(table));
    }

    /** The one beside this artifact: the driver manager may know those of another application alone. */
    private static Optional<Driver> driver(String url) {
        return ServiceLoader.load(Driver.class, PostgresqlType.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .filter(each -> accepts(each, url))
                .findFirst();
    }

    private static boolean accepts(Driver driver, String url) {
        try {
            return driver.acceptsURL(url);
        } catch (SQLException foreign) {
            return false;
        }
    }

    private static Properties properties(ShipSettings settings) {
        Properties properties = new Properties();
        settings.user().ifPresent(user -> properties.setProperty("user", user));
        settings.secret()
                .ifPresent(secret -> properties.setProperty(
                        "password", new String(secret.read(LONGEST_SECRET), StandardCharsets.UTF_8).strip()));
        String seconds = String.valueOf(Math.max(1, settings.timeout().toSeconds()));
        properties.setProperty("connectTimeout", seconds);
        properties.setProperty("loginTimeout", seconds);
        properties.setProperty("socketTimeout", seconds);
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", "gapura");
        properties.setProperty("reWriteBatchedInserts", "true");
        return properties;
    }
}
