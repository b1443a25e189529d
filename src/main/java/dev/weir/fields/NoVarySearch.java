package dev.weir.fields;

import dev.weir.fields.StructuredFields.Value;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What No-Vary-Search says about a response: which parts of its URI's query make no difference
 * (draft-ietf-httpbis-no-vary-search). A field that is malformed says nothing.
 *
 * @param all whether no parameter makes a difference but those in {@code names}; else all do but those
 * @param names of parameters, decoded
 * @param order whether the order of parameters with different names makes a difference
 */
public record NoVarySearch(boolean all, Set<String> names, boolean order) {

    /** Every part of the query makes a difference. */
    public static final NoVarySearch NONE = new NoVarySearch(false, Set.of(), true);

    private static final Pattern STRAY_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private static final Value FALSE = new Value(StructuredFields.Type.BOOLEAN, "0");
    private static final Value TRUE = new Value(StructuredFields.Type.BOOLEAN, "1");

    public NoVarySearch {
        names = Set.copyOf(names);
    }

    /** What the No-Vary-Search lines of a response say. */
    public static NoVarySearch of(Fields response) {
        return response.get(FieldNames.NO_VARY_SEARCH)
                .flatMap(there -> StructuredFields.dictionary(response.combined(FieldNames.NO_VARY_SEARCH, there)))
                .flatMap(NoVarySearch::of)
                .filter(said -> !said.equals(NONE))
                .orElse(NONE);
    }

    private static Optional<NoVarySearch> of(Map<String, Value> members) {
        Value order = members.getOrDefault("key-order", FALSE);
        Value params = members.getOrDefault("params", FALSE);
        Optional<Value> except = Optional.ofNullable(members.get("except"));
        if (order.type() != StructuredFields.Type.BOOLEAN) {
            return Optional.empty();
        }
        boolean all = params.equals(TRUE);
        if (!all && except.isPresent()) {
            return Optional.empty();
        }
        Optional<Set<String>> names = params.type() == StructuredFields.Type.BOOLEAN
                ? except.map(NoVarySearch::names).orElse(Optional.of(Set.of()))
                : names(params);
        return names.map(some -> new NoVarySearch(all, some, order.equals(FALSE)));
    }

    /** The strings of an inner list, decoded; none where it is something else or has something else. */
    private static Optional<Set<String>> names(Value list) {
        boolean strings = list.type() == StructuredFields.Type.INNER_LIST
                && list.items().stream().allMatch(item -> item.type() == StructuredFields.Type.STRING);
        return strings
                ? Optional.of(
                        list.items().stream().map(item -> decoded(item.text())).collect(Collectors.toUnmodifiableSet()))
                : Optional.empty();
    }

    /**
     * The target that stands for all that are the same as {@code target}, a path with a query, for such a response: without
     * the parameters that make no difference. What it keeps is spelled as it was, so that two spellings of one value are
     * two.
     */
    public String canonical(String target) {
        int query = target.indexOf('?');
        if (query < 0 || equals(NONE)) {
            return target;
        }
        List<String> kept = new ArrayList<>();
        for (String parameter : target.substring(query + 1).split("&", -1)) {
            // As a form is read: nothing between two ampersands is no parameter.
            if (!parameter.isEmpty() && names.contains(name(parameter)) == all) {
                kept.add(parameter);
            }
        }
        if (!order) {
            kept.sort(Comparator.comparing(NoVarySearch::name)); // stable: the values of one name keep their order
        }
        String path = target.substring(0, query);
        return kept.isEmpty() ? path : path + "?" + String.join("&", kept);
    }

    private static String name(String parameter) {
        int equals = parameter.indexOf('=');
        return decoded(equals < 0 ? parameter : parameter.substring(0, equals));
    }

    /** As a form is read: a percent sign that encodes nothing stands for itself. */
    private static String decoded(String name) {
        return URLDecoder.decode(STRAY_PERCENT.matcher(name).replaceAll("%25"), StandardCharsets.UTF_8);
    }
}
