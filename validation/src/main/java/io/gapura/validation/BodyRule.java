package io.gapura.validation;

import io.gapura.filters.ConfigurationException;
import io.gapura.filters.config.DataSize;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the content of a request may be: its media types, its size and depth, whether it must be there, and the class that
 * says which members it may have. Immutable; refining methods return copies.
 *
 * <pre>{@code BodyRule.json(NewParcel.class).maxBody(DataSize.of("32KiB")).required()}</pre>
 */
public final class BodyRule {
    private static final BodyRule ANY = new BodyRule();

    private final Set<String> mediaTypes;
    private final long maxBody;
    private final int depth;
    private final @Nullable Type shape;
    private final boolean required;
    private final boolean lengthRequired;
    private final Map<String, List<ContentSchema>> schemas;
    private final @Nullable FormParts parts;

    private static final class Draft {
        private Set<String> mediaTypes;
        private long maxBody;
        private int depth;
        private @Nullable Type shape;
        private boolean required;
        private boolean lengthRequired;
        private Map<String, List<ContentSchema>> schemas;
        private @Nullable FormParts parts;

        private Draft(BodyRule from) {
            this.mediaTypes = from.mediaTypes;
            this.maxBody = from.maxBody;
            this.depth = from.depth;
            this.shape = from.shape;
            this.required = from.required;
            this.lengthRequired = from.lengthRequired;
            this.schemas = from.schemas;
            this.parts = from.parts;
        }
    }

    private BodyRule() {
        this.mediaTypes = Set.of();
        this.maxBody = Long.MAX_VALUE;
        this.depth = Integer.MAX_VALUE;
        this.shape = null;
        this.required = false;
        this.lengthRequired = false;
        this.schemas = Map.of();
        this.parts = null;
    }

    private BodyRule(Draft draft) {
        this.mediaTypes = Set.copyOf(draft.mediaTypes);
        this.maxBody = draft.maxBody;
        this.depth = draft.depth;
        this.shape = draft.shape;
        this.required = draft.required;
        this.lengthRequired = draft.lengthRequired;
        this.schemas = Map.copyOf(draft.schemas);
        this.parts = draft.parts;
    }

    /** Content of these media types, in lower case, such as {@code application/pdf}; of any type when none is given. */
    public static BodyRule of(String... mediaTypes) {
        return ANY.with(draft -> draft.mediaTypes = checked(Arrays.asList(mediaTypes)));
    }

    /** JSON with the members of a class, and no others. */
    public static BodyRule json(Class<?> shape) {
        return of("application/json").shape(shape);
    }

    /** An urlencoded form: its fields are the parameters of the contract at {@link ParameterPlace#FORM}. */
    public static BodyRule form() {
        return of("application/x-www-form-urlencoded");
    }

    private static Set<String> checked(List<String> types) {
        Set<String> all = new LinkedHashSet<>();
        for (String type : types) {
            if (!type.matches("[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+|\\*/\\*|[a-z]+/\\*(\\+[a-z]+)?")) {
                throw new IllegalArgumentException("a media type must be a lower-case type/subtype without parameters");
            }
            all.add(type);
        }
        return all;
    }

    private BodyRule with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return new BodyRule(draft);
    }

    /** The same with at most so many bytes, below what {@code limits.max-body} lets pass; else 413 {@code body.size}. */
    public BodyRule maxBody(DataSize most) {
        return with(draft -> draft.maxBody = Math.min(maxBody, most.toBytes()));
    }

    /** The same with JSON nested at most so deep. */
    public BodyRule depth(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("depth must be at least 1");
        }
        return with(draft -> draft.depth = Math.min(depth, most));
    }

    /** The same, and refused with {@code body.required} when there is none. */
    public BodyRule required() {
        return with(draft -> draft.required = true);
    }

    /** The same, and refused with 411 when its length is not declared. */
    public BodyRule lengthRequired() {
        return with(draft -> draft.lengthRequired = true);
    }

    /** The same with the members of a type and no others. */
    BodyRule shape(Type type) {
        return with(draft -> draft.shape = type);
    }

    /** The same, and JSON of that media type, or range of types, held against a schema. */
    public BodyRule schema(String mediaType, ContentSchema schema) {
        Map<String, List<ContentSchema>> more = new HashMap<>(schemas);
        checked(List.of(mediaType)).forEach(type -> more.merge(type, List.of(schema), BodyRule::joined));
        return with(draft -> draft.schemas = more);
    }

    /** The same as a multipart form of these parts, said by whoever receives and holds them. */
    public BodyRule receiving(Map<String, PartRule> byName) {
        return with(draft -> draft.parts = new FormParts(byName, true));
    }

    /** The same as a multipart form of these parts, said beside the code: it must say what the code says. */
    public BodyRule describing(Map<String, PartRule> byName) {
        return with(draft -> draft.parts = new FormParts(byName, false));
    }

    private static List<ContentSchema> joined(List<ContentSchema> these, List<ContentSchema> those) {
        List<ContentSchema> all = new ArrayList<>(these);
        all.addAll(those);
        return List.copyOf(all);
    }

    /** Both together; the later one's shape counts, because it says what this action may set. */
    BodyRule and(BodyRule other, String place) {
        Set<String> both = common(mediaTypes, other.mediaTypes);
        if (both.isEmpty() && !mediaTypes.isEmpty() && !other.mediaTypes.isEmpty()) {
            throw ConfigurationException.at(
                    place, "lint.contradiction two sources declare media types of which none is in both");
        }
        return with(draft -> {
            draft.mediaTypes = both;
            draft.maxBody = Math.min(maxBody, other.maxBody);
            draft.depth = Math.min(depth, other.depth);
            draft.shape = other.shape == null ? shape : other.shape;
            draft.required = required || other.required;
            draft.lengthRequired = lengthRequired || other.lengthRequired;
            draft.schemas = merged(schemas, other.schemas);
            draft.parts = parts == null || other.parts == null
                    ? parts == null ? other.parts : parts
                    : parts.and(other.parts, place);
        });
    }

    private static Map<String, List<ContentSchema>> merged(
            Map<String, List<ContentSchema>> these, Map<String, List<ContentSchema>> those) {
        Map<String, List<ContentSchema>> all = new HashMap<>(these);
        those.forEach((type, schemas) -> all.merge(type, schemas, BodyRule::joined));
        return all;
    }

    private static Set<String> common(Set<String> these, Set<String> those) {
        if (these.isEmpty() || those.isEmpty()) {
            return these.isEmpty() ? those : these;
        }
        List<String> both = new ArrayList<>();
        for (String type : these) {
            those.stream().filter(other -> covers(other, type)).findAny().ifPresent(other -> both.add(type));
            those.stream().filter(other -> covers(type, other)).forEach(both::add);
        }
        return Set.copyOf(new LinkedHashSet<>(both));
    }

    /** Whether a media range holds another; {@code application/*+json} holds {@code application/hal+json}. */
    static boolean covers(String range, String type) {
        if (range.equals(type) || range.equals("*/*")) {
            return true;
        }
        int star = range.indexOf("/*");
        return star > 0
                && type.startsWith(range.substring(0, star + 1))
                && type.endsWith(range.substring(star + 2))
                && type.length() > range.length() - 1;
    }

    /** Whether content of that type, in lower case and without parameters, is wanted. */
    boolean accepts(String mediaType) {
        return mediaTypes.isEmpty() || mediaTypes.stream().anyMatch(range -> covers(range, mediaType));
    }

    /** What content of that type is held against: what is said of the type, and of the ranges that it is in. */
    List<ContentSchema> schemas(String mediaType) {
        if (schemas.isEmpty()) {
            return List.of();
        }
        return schemas.entrySet().stream()
                .filter(each -> covers(each.getKey(), mediaType))
                .flatMap(each -> each.getValue().stream())
                .toList();
    }

    /** All of them. */
    List<ContentSchema> schemas() {
        return schemas.values().stream().flatMap(List::stream).toList();
    }

    /** Those of a multipart form. */
    Optional<FormParts> parts() {
        return Optional.ofNullable(parts);
    }

    /** In lower case, sorted; none: any. */
    public List<String> mediaTypes() {
        return mediaTypes.stream().sorted().toList();
    }

    public OptionalLong maxBody() {
        return maxBody == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(maxBody);
    }

    public OptionalInt depth() {
        return depth == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(depth);
    }

    /** What says which members there may be. */
    public Optional<Type> shape() {
        return Optional.ofNullable(shape);
    }

    public boolean isRequired() {
        return required;
    }

    public boolean isLengthRequired() {
        return lengthRequired;
    }
}
