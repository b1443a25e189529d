package dev.weir.policy;

import dev.weir.fields.CacheControl;
import dev.weir.fields.FieldNames;
import dev.weir.fields.FieldSyntax;
import dev.weir.fields.Fields;
import java.util.List;
import java.util.Optional;

/**
 * The fields by which an origin speaks to this cache and not to others: its target list (RFC 9213 §2.2).
 *
 * @param names the one that counts most first
 */
public record Targets(List<String> names) {

    /** Every cache between clients and an origin, where it is one that the origin's owner runs (RFC 9213 §3). */
    public static final Targets CDN = new Targets(List.of(FieldNames.CDN_CACHE_CONTROL));

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
            Optional<CacheControl> directives = CacheControl.targeted(response, name);
            if (directives.isPresent()) {
                return directives;
            }
        }
        return Optional.empty();
    }

    boolean contains(String name) {
        for (String target : names) {
            if (target.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }
}
