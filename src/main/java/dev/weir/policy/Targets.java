package dev.weir.policy;

import dev.weir.fields.CacheControl;
import dev.weir.fields.FieldNames;
import dev.weir.fields.FieldSyntax;
import dev.weir.fields.Fields;
import dev.weir.fields.SurrogateControl;
import java.util.List;
import java.util.Optional;

/**
 * The fields by which an origin speaks to this cache and not to others: its target list (RFC 9213 §2.2).
 *
 * @param names the one that counts most first
 */
public record Targets(List<String> names) {

    /** What a cache that the origin's owner runs is known by to those who send Surrogate-Control. */
    public static final String DEVICE = "weir";

    /** Those of every cache that the origin's owner runs: RFC 9213 §3, and what was there before it. */
    public static final Targets OF_SURROGATES =
            new Targets(List.of(FieldNames.CDN_CACHE_CONTROL, FieldNames.SURROGATE_CONTROL));

    /** None: Cache-Control and Expires alone count. */
    public static final Targets NONE = new Targets(List.of());

    public Targets {
        names = List.copyOf(names);
        for (String name : names) {
            if (!FieldSyntax.isToken(name)) {
                throw new IllegalArgumentException(
                        "not a field name, such as Weir-Cache-Control (RFC 9110 §5.1): '" + name + "'");
            }
        }
    }

    /** The directives of the first of these fields that is there and can be read; they stand for all others. */
    Optional<CacheControl> directives(Fields response) {
        for (String name : names) {
            Optional<CacheControl> directives = name.equalsIgnoreCase(FieldNames.SURROGATE_CONTROL)
                    ? SurrogateControl.of(response, DEVICE)
                    : CacheControl.targeted(response, name);
            if (directives.isPresent()) {
                return directives;
            }
        }
        return Optional.empty();
    }

    /** Whether the field {@code name} is one of them. */
    public boolean contains(String name) {
        for (String target : names) {
            if (target.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }
}
