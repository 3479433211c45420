package io.gapura.validation;

import jakarta.validation.MessageInterpolator;
import java.util.Locale;

/**
 * Leaves every message as it was written. Messages never leave this module, so nothing needs to be filled in: no
 * expression is evaluated, no bundle is looked up, and a constraint that builds its message from a value (CVE-2018-16621
 * class) neither runs nor logs it.
 */
final class InertMessages implements MessageInterpolator {
    @Override
    public String interpolate(String messageTemplate, Context context) {
        return messageTemplate;
    }

    @Override
    public String interpolate(String messageTemplate, Context context, Locale locale) {
        return messageTemplate;
    }
}
