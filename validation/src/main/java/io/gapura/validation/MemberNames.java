package io.gapura.validation;

/** How the binding turns names of Java into names of JSON members, where none is written on them. */
public enum MemberNames {
    /** {@code streetName}. */
    AS_DECLARED,
    /** {@code street_name}. */
    SNAKE_CASE,
    /** {@code street-name}. */
    KEBAB_CASE;

    /** The name of a member; a run of capitals is one word, as Jackson has it. */
    String of(String property) {
        if (this == AS_DECLARED) {
            return property;
        }
        char joint = this == SNAKE_CASE ? '_' : '-';
        StringBuilder name = new StringBuilder(property.length() + 4);
        boolean inRun = false;
        for (int i = 0; i < property.length(); i++) {
            char c = property.charAt(i);
            if (Character.isUpperCase(c)) {
                if (!inRun && !name.isEmpty() && name.charAt(name.length() - 1) != joint) {
                    name.append(joint);
                }
                name.append(Character.toLowerCase(c));
            } else {
                name.append(c);
            }
            inRun = Character.isUpperCase(c);
        }
        return name.toString();
    }
}
