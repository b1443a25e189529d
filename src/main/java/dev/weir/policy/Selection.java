package dev.weir.policy;

import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.fields.ForwardedFields;
import dev.weir.fields.HopByHop;
import dev.weir.fields.Vary;
import java.util.ArrayList;
import java.util.List;

/**
 * The selecting fields of a request, and so the part of the cache key that Vary adds (RFC 9111 §4.1). Two are equal where
 * their requests match.
 *
 * @param names in lower case, sorted: of what Vary names, what clients decide
 * @param values normalised, one for each name; {@link #ABSENT} where the request has no such field
 */
public record Selection(List<String> names, List<String> values) {

    /** The selection where nothing varies. */
    public static final Selection NONE = new Selection(List.of(), List.of());

    /** RFC 9111 §4.1: a field that is absent matches only where it is absent. No field value holds a NUL. */
    static final String ABSENT = "\0";

    public Selection {
        names = List.copyOf(names);
        values = List.copyOf(values);
    }

    /** What {@code vary}, which names fields only, selects of a request with these fields, by the owner's rules. */
    public static Selection of(Vary vary, Fields request, Variation variation) {
        if (vary.names().isEmpty()) {
            return NONE;
        }
        List<String> names = new ArrayList<>(vary.names().size());
        List<String> values = new ArrayList<>(vary.names().size());
        for (String name : vary.names()) {
            if (isOfClient(name)) {
                names.add(name);
                values.add(value(name, request, variation));
            }
        }
        return names.isEmpty() ? NONE : new Selection(names, values);
    }

    /**
     * Whether a client's word of it gets to the origin: what is for one hop does not, nor what the cache itself says of
     * where a request goes. That is the same for all requests with one key.
     */
    private static boolean isOfClient(String name) {
        return !HopByHop.isHopByHop(name)
                && !ForwardedFields.isOne(name)
                && !name.equalsIgnoreCase(FieldNames.HOST)
                && !name.equalsIgnoreCase(FieldNames.SURROGATE_CAPABILITY);
    }

    /**
     * Whether no request can be told to select the same as another: by {@code Vary: *}, or by whom a request is from, which
     * the origin is told of the one that is sent.
     */
    public static boolean isUnknowable(Vary vary) {
        return vary.any() || vary.names().stream().anyMatch(ForwardedFields::tellsOfClient);
    }

    /** Whether a request with these fields selects the same, by the owner's rules. */
    public boolean matches(Fields request, Variation variation) {
        for (int i = 0; i < names.size(); i++) {
            if (!values.get(i).equals(value(names.get(i), request, variation))) {
                return false;
            }
        }
        return true;
    }

    private static String value(String name, Fields request, Variation variation) {
        return variation.normalised(name, value(name, request));
    }

    /** The field's lines combined; {@link #ABSENT} for none. */
    static String value(String name, Fields request) {
        String combined = request.combined(name, ABSENT);
        // RFC 9113 §8.2.3: cookies may come on several lines, which mean what one line with semicolons does.
        return name.equals("cookie") && combined.indexOf(',') >= 0 ? String.join("; ", request.all(name)) : combined;
    }
}
