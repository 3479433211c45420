package io.gapura.rbac.jdbc;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.PropertiesFile;
import io.gapura.filters.config.Reference;
import io.gapura.rbac.PolicySource;
import io.gapura.rbac.PolicySourceProvider;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/**
 * Serves {@code rbac.source = jdbc}. {@code rbac.policy} leads to a few lines that say where the database is: either
 * {@code jndi = java:comp/env/jdbc/app}, or {@code url}, {@code user} and {@code password}; {@code name} is the policy's,
 * {@code default} if it is not given.
 */
public final class JdbcPolicyProvider implements PolicySourceProvider {
    private static final int LONGEST = 8 * 1_024;
    private static final Set<String> KEYS = Set.of("jndi", "url", "user", "password", "name");

    /** For the service loader. */
    public JdbcPolicyProvider() {}

    @Override
    public String name() {
        return "jdbc";
    }

    @Override
    public PolicySource open(Optional<Reference> policy) {
        Reference place = policy.orElseThrow(() -> ConfigurationException.of(
                "rbac.policy must lead to the address of the database: file:PATH or env:NAME"));
        byte[] content = place.read(LONGEST);
        try {
            JdbcPolicyStore store = open(PropertiesFile.read(content, place.place()), place.place());
            store.load();
            return store;
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    private static JdbcPolicyStore open(Map<String, String> lines, String place) {
        if (!KEYS.containsAll(lines.keySet())) {
            throw ConfigurationException.at(place, "knows jndi, or url, user and password, and name");
        }
        String url = lines.get("url");
        String jndi = lines.get("jndi");
        if ((url == null) == (jndi == null)) {
            throw ConfigurationException.at(place, "must say either jndi or url");
        }
        DataSource database =
                url != null ? new DriverSource(url, account(lines)) : named(Objects.requireNonNull(jndi), place);
        try {
            return JdbcPolicyStore.of(database, lines.getOrDefault("name", "default"));
        } catch (IllegalArgumentException misnamed) {
            throw ConfigurationException.at(place, String.valueOf(misnamed.getMessage()));
        }
    }

    private static Properties account(Map<String, String> lines) {
        Properties account = new Properties();
        for (String key : Set.of("user", "password")) {
            String value = lines.get(key);
            if (value != null) {
                account.setProperty(key, value);
            }
        }
        return account;
    }

    /** A name with another scheme than {@code java:} could make the look-up fetch from elsewhere (CVE-2021-44228 class). */
    @SuppressWarnings("BanJNDI") // the operator's own setting, and no scheme but the container's java:
    private static DataSource named(String name, String place) {
        if (!name.matches("java:[A-Za-z0-9._/-]{1,200}")) {
            throw ConfigurationException.at(place, "jndi is a name such as java:comp/env/jdbc/app");
        }
        try {
            Object found = new InitialContext().lookup(name);
            if (found instanceof DataSource database) {
                return database;
            }
            throw ConfigurationException.at(place, "jndi names no data source");
        } catch (NamingException absent) {
            throw ConfigurationException.at(place, "jndi names nothing here");
        }
    }
}
