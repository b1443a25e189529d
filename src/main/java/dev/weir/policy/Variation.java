package dev.weir.policy;

import dev.weir.fields.FieldSyntax;
import dev.weir.fields.Fields;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * How requests for one URI are told apart where responses vary (RFC 9111 §4.1): by the values of the fields that Vary
 * names, in a form that all values of the same meaning share, or in the form that the cache's owner has ruled. And how many
 * responses are kept beside each other.
 *
 * <p>A rule of the owner may throw details away. So that nobody is given what was chosen by a detail of somebody else's
 * request, what is fetched for the store is asked for with the ruled value, whether or not the response then varies by the
 * field: {@link #reduced}.
 */
public final class Variation {
    /** Characters. Longer selections are hardly anybody else's, and those shared are counted by nobody. */
    private static final int LONGEST_SHARED = 256;

    /** Kept beside each other unless the owner says otherwise. */
    public static final int USUAL_LIMIT = 16;

    /** The form that RFC 9110 permits, and no rules. */
    public static final Variation STANDARD = new Variation(Map.of(), USUAL_LIMIT, Spellings.NONE, Shared.none());

    private final Map<String, UnaryOperator<String>> rules;
    private final int limit;
    private final Spellings spellings;
    private final Shared<Selection> selections;

    private Variation(
            Map<String, UnaryOperator<String>> rules, int limit, Spellings spellings, Shared<Selection> selections) {
        this.rules = rules;
        this.limit = limit;
        this.spellings = spellings;
        this.selections = selections;
    }

    /**
     * This, and values of {@code field} only as {@code rule} leaves them. It is given the field's lines combined, or the
     * empty text where there is no such field, and gives back what takes their place; the empty text for no field at all. It
     * is asked on event loops, and for the same value twice answers the same. {@link Normalise} has those that many want.
     *
     * @throws IllegalArgumentException if {@code field} is no field name
     */
    public Variation with(String field, UnaryOperator<String> rule) {
        if (!FieldSyntax.isToken(field)) {
            throw new IllegalArgumentException("not a field name, such as User-Agent (RFC 9110 §5.1): '" + field + "'");
        }
        Map<String, UnaryOperator<String>> more = new HashMap<>(rules);
        more.put(field.toLowerCase(Locale.ROOT), rule);
        return new Variation(Map.copyOf(more), limit, spellings.afresh(), selections);
    }

    /**
     * This with room for {@code responses} beside each other.
     *
     * @throws IllegalArgumentException if that is less than one
     */
    public Variation withLimit(int responses) {
        if (responses < 1) {
            throw new IllegalArgumentException(
                    "a cache keeps at least one response for a URI, not " + responses + "; give it 1 or more");
        }
        return new Variation(rules, responses, spellings, selections);
    }

    /** The same, which remembers the forms of values, and the selections, that it has seen lately: for a cache's life. */
    public Variation remembering() {
        return new Variation(rules, limit, Spellings.some(), Shared.some());
    }

    /** How many responses are kept beside each other for one URI. */
    public int limit() {
        return limit;
    }

    /** Whether a request with these fields has details that the owner's rules throw away. */
    public boolean reduces(Fields request) {
        return reduced(request) != request;
    }

    /** These fields as the owner's rules leave them; the same object where they change nothing. */
    public Fields reduced(Fields request) {
        Fields reduced = request;
        for (String name : rules.keySet()) {
            String value = Selection.value(name, request);
            String ruled = normalised(name, value);
            if (!ruled.equals(value)) {
                reduced = ruled.equals(Selection.ABSENT) ? reduced.without(name) : reduced.with(name, ruled);
            }
        }
        return reduced;
    }

    /** The form of {@code value} that is compared; of {@link Selection#ABSENT}, too. */
    String normalised(String name, String value) {
        UnaryOperator<String> rule = rules.get(name);
        if (rule != null) {
            String known = spellings.get(name, value);
            return known.isEmpty() ? spellings.put(name, value, ruled(rule, value)) : known;
        }
        if (value.equals(Selection.ABSENT)) {
            return value;
        }
        if (!SelectingValue.isList(name)) {
            return SelectingValue.normalised(name, value);
        }
        String known = spellings.get(name, value);
        return known.isEmpty() ? spellings.put(name, value, SelectingValue.normalised(name, value)) : known;
    }

    /** The same selection, as one object with others if it is a short one: most responses have one of a few. */
    Selection shared(Selection selection) {
        int length = 0;
        for (String value : selection.values()) {
            length += value.length();
        }
        return length <= LONGEST_SHARED ? selections.of(selection) : selection;
    }

    private static String ruled(UnaryOperator<String> rule, String value) {
        String ruled = rule.apply(value.equals(Selection.ABSENT) ? "" : value);
        return ruled.isEmpty() ? Selection.ABSENT : ruled;
    }
}
