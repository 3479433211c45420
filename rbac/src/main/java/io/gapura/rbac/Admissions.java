package io.gapura.rbac;

import io.gapura.filters.config.ApplicationLoaders;
import io.gapura.rbac.AccessRule.Callers;
import io.gapura.rbac.PolicyDocument.Admission;
import io.gapura.rbac.PolicyDocument.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Whom a document admits, as a rule like those of annotations. */
final class Admissions {
    private Admissions() {}

    /** The rule of a document that was checked; nothing when it names a class that is not there. */
    static Optional<AccessRule> rule(Admission admission, Problems problems) {
        if (admission instanceof Admission.Open) {
            return Optional.of(new AccessRule.Everybody());
        }
        if (!(admission instanceof Admission.Required required)) {
            return Optional.of(new AccessRule.Nobody());
        }
        List<Demand> demands = new ArrayList<>(demands(required));
        for (Word check : required.checks()) {
            Optional<Class<? extends ResourceCheck>> type = check(check, problems);
            if (type.isEmpty()) {
                return Optional.empty();
            }
            demands.add(new Demand.Check(type.get(), OnDeny.FORBIDDEN));
        }
        return Optional.of(new Callers(new TreeSet<>(texts(required.roles())), demands));
    }

    private static List<Demand> demands(Admission.Required required) {
        List<Demand> demands = new ArrayList<>();
        if (!required.permissions().isEmpty()) {
            demands.add(Demand.Permissions.all(required.permissions().stream()
                    .map(word -> Permission.of(word.text()))
                    .toList()));
        }
        if (!required.scopes().isEmpty()) {
            demands.add(new Demand.Scopes(new TreeSet<>(texts(required.scopes()))));
        }
        if (!required.acr().isEmpty() || required.maxAge().isPresent()) {
            demands.add(new Demand.StepUp(texts(required.acr()), new TreeSet<>(), required.age()));
        }
        required.tenant().ifPresent(name -> demands.add(new Demand.Tenant(name.text(), OnDeny.FORBIDDEN)));
        return demands;
    }

    /** The class, as the application sees it. */
    private static Optional<Class<? extends ResourceCheck>> check(Word name, Problems problems) {
        ClassLoader known = ApplicationLoaders.widest(Admissions.class);
        try {
            return Optional.of(Class.forName(name.text(), false, known).asSubclass(ResourceCheck.class));
        } catch (ClassNotFoundException | LinkageError missing) {
            problems.add(name, "bad-check", Names.shown(name.text()) + " is not on the class path");
        } catch (ClassCastException other) {
            problems.add(name, "bad-check", Names.shown(name.text()) + " is no ResourceCheck");
        }
        return Optional.empty();
    }

    private static List<String> texts(List<Word> words) {
        return words.stream().map(Word::text).toList();
    }
}
