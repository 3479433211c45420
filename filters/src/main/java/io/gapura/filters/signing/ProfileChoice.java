package io.gapura.filters.signing;

import io.gapura.filters.ConfigurationException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * By which of several profiles a message is verified: by the one whose tag a signature of it carries. A profile without
 * tag takes the messages that no other's tag names. So no signature that was made for one profile counts by the laxer
 * rules of another, whatever else is put into the message. Immutable.
 */
final class ProfileChoice {
    private final List<Choice> choices;

    /** One profile with its verifier and its answers. */
    record Choice(SignatureProfile profile, Verification verification, SignatureAnswers answers) {}

    /** The first is the standard one, whose challenge unsigned requests get. */
    ProfileChoice(List<Choice> choices) {
        this.choices = List.copyOf(choices);
        Set<String> names = new HashSet<>();
        Set<String> tags = new HashSet<>();
        boolean untagged = false;
        for (Choice choice : choices) {
            if (!names.add(choice.profile().name())) {
                throw ConfigurationException.of(
                        "two profiles are named " + choice.profile().name() + "; name one of them");
            }
            if (choice.profile().tags().isEmpty() && untagged) {
                throw ConfigurationException.of("of several profiles only one may be without tag");
            }
            untagged |= choice.profile().tags().isEmpty();
            for (String tag : choice.profile().tags()) {
                if (!tags.add(tag)) {
                    throw ConfigurationException.of("two profiles demand one tag");
                }
            }
        }
    }

    Choice standard() {
        return choices.get(0);
    }

    /** Whether there is nothing to choose. */
    boolean isOne() {
        return choices.size() == 1;
    }

    /** That of the message. */
    Choice of(SignatureFields fields) {
        if (choices.size() == 1) {
            return standard();
        }
        Choice untagged = standard();
        for (Choice choice : choices) {
            if (choice.profile().tags().isEmpty()) {
                untagged = choice;
            } else if (fields.carries(choice.profile().tags())) {
                return choice;
            }
        }
        return untagged;
    }

    Map<String, SignatureAnswers> answers() {
        Map<String, SignatureAnswers> answers = new LinkedHashMap<>();
        choices.forEach(choice -> answers.put(choice.profile().name(), choice.answers()));
        return answers;
    }

    List<SignatureProfile> profiles() {
        return choices.stream().map(Choice::profile).toList();
    }
}
