package io.gapura.validation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says what the annotations of Jakarta REST and Jakarta Validation cannot: how large and deep content may be, which members
 * of an entity this action may set. On a servlet, whose code shows none of it, it says everything, once for each HTTP
 * method that it serves.
 *
 * <p>On a resource method it narrows what is declared there; a contradiction stops the start.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@Repeatable(Contract.List.class)
public @interface Contract {
    /** On a servlet: the HTTP method that it is for; empty: all of which no other contract speaks. HEAD is its GET. */
    String method() default "";

    /** Parameters: on a servlet all there are, on a resource method narrower rules for those that are declared. */
    Input[] inputs() default {};

    /** Media types in lower case, without parameters. */
    String[] consumes() default {};

    /** The most bytes of content, such as {@code 32KiB}; empty: as many as {@code limits.max-body} lets pass. */
    String maxBody() default "";

    /** How deep JSON may be nested; 0: as the setting says. */
    int depth() default 0;

    /** The members that this action may set, where the entity has more; {@code void}: all of the entity. */
    Class<?> shape() default void.class;

    /** Whether content must be there. */
    boolean required() default false;

    /** Whether its length must be declared. */
    boolean lengthRequired() default false;

    /** Whether it is enforced yet. */
    Adoption mode() default Adoption.ENFORCE;

    /** Words of rules that only record here, such as {@code param.unknown}, while the others are enforced. */
    String[] shadow() default {};

    /** What it may answer, said once; none: anything. */
    Answers[] answers() default {};

    /** How far a contract is adopted. */
    enum Adoption {
        ENFORCE,
        /** What it would refuse is recorded and let through. */
        SHADOW
    }

    /** One parameter. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target({})
    @interface Input {
        /** As clients write it. */
        String name();

        ParameterPlace in() default ParameterPlace.QUERY;

        ParameterType type() default ParameterType.TEXT;

        boolean required() default false;

        /** How often it may come. */
        int many() default 1;

        /** Of a number; the default is open. */
        long min() default Long.MIN_VALUE;

        /** Of a number; the default is open. */
        long max() default Long.MAX_VALUE;

        /** Of a text, in code points. */
        int minLength() default 0;

        /** Of a text, in UTF-16 units. */
        int maxLength() default Integer.MAX_VALUE;

        /** A pattern that each value matches as a whole; see {@link SafePattern}. */
        String pattern() default "";

        /** The words that are allowed. */
        String[] words() default {};

        /** Free text on purpose. */
        boolean freeText() default false;
    }

    /** What an endpoint may answer; see {@link ResponseContract}. It records what it finds until it is enforced. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target({})
    @interface Answers {
        /** Media types in lower case, without parameters; none: answers without content. */
        String[] types() default {"application/json"};

        /** Header fields, besides those that HTTP, servers and the gate itself write. */
        String[] headers() default {};

        /** Members of its JSON as pointers, <code>/&#42;</code> for all below; together with those of {@link #shape}. */
        String[] members() default {};

        /** The class whose members alone may leave, as a binding names them; {@code void}: {@link #members} says them. */
        Class<?> shape() default void.class;

        /** How large an answer is held to read its members, such as {@code 1MiB}; empty: 64 KiB. */
        String held() default "";

        /** Whether it is enforced yet. */
        Adoption mode() default Adoption.SHADOW;
    }

    /** Several of them. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface List {
        Contract[] value();
    }
}
