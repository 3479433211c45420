package io.gapura.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.hibernate.validator.HibernateValidator;
import org.junit.jupiter.api.Test;

/** The build runs what asks the validator twice, and says with which one. */
class ValidatorInUseTest {
    @Test
    void theValidatorIsTheOneThatTheBuildMeans() {
        String jar = HibernateValidator.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath();
        String expected = System.getProperty("gapura.validator", "8");
        assertThat(jar.substring(jar.lastIndexOf('/') + 1)).startsWith("hibernate-validator-" + expected + ".");
    }
}
