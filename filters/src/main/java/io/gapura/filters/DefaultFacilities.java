package io.gapura.filters;

import java.util.ServiceLoader;

/**
 * What renders and records when nothing was configured: refusals are rendered and recorded in every deployment. Found
 * as a service beside the engine.
 */
public interface DefaultFacilities {
    ErrorRenderer errors();

    AuditSink audit();

    /** The one on the class path of the engine. */
    static DefaultFacilities load() {
        return ServiceLoader.load(DefaultFacilities.class, DefaultFacilities.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> ConfigurationException.of("no " + DefaultFacilities.class.getName()
                        + " service: the jar of gapura-filters is incomplete"));
    }
}
