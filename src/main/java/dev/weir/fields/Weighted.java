package dev.weir.fields;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A member of a list of preferences with its quality value (RFC 9110 §12.4.2), as in Accept or Accept-Encoding.
 *
 * @param value without its parameters, in lower case: all these values compare without case
 * @param parameters but for the weight
 * @param thousandths the weight, 0 to 1000; 0 is "not acceptable"
 */
public record Weighted(String value, Map<String, String> parameters, int thousandths) {

    public Weighted {
        parameters = Map.copyOf(parameters);
    }

    /** The members in all lines of the field {@code name}, in order. */
    public static List<Weighted> of(Fields fields, String name) {
        return parse(fields.combined(name, ""));
    }

    /** The members of {@code text}, in order; one whose weight cannot be read is left out. */
    public static List<Weighted> parse(String text) {
        List<Weighted> list = new ArrayList<>(4);
        for (String member : CommaList.members(text)) {
            int end = Parameters.end(member);
            String value = member.substring(0, end).strip().toLowerCase(Locale.ROOT);
            Map<String, String> parameters = Parameters.parse(member, end + 1);
            String weight = parameters.getOrDefault("q", "1");
            parameters.remove("q");
            int thousandths = thousandths(weight);
            if (thousandths >= 0 && !value.isEmpty()) {
                list.add(new Weighted(value, parameters, thousandths));
            }
        }
        return list;
    }

    /**
     * The members of {@code text}, in order; none where any of it is not spelled as RFC 9110 §12.4.2 and §5.6.6 have it, or
     * something stands behind a weight, so that one reader might understand it differently from the next.
     */
    public static Optional<List<Weighted>> strictly(String text) {
        List<Weighted> list = new ArrayList<>(4);
        for (String member : CommaList.members(text)) {
            int end = Parameters.end(member);
            Map<String, String> parameters = Parameters.parse(member, end + 1);
            int thousandths = thousandths(parameters.getOrDefault("q", "1"));
            String last = "q";
            for (String name : parameters.keySet()) {
                last = name;
            }
            boolean weightIsLast = last.equals("q") || !parameters.containsKey("q");
            String value = member.substring(0, end).strip().toLowerCase(Locale.ROOT);
            boolean whole = parameters.size() == Parameters.count(member, end + 1);
            if (value.isEmpty() || thousandths < 0 || !weightIsLast || !whole) {
                return Optional.empty();
            }
            parameters.remove("q");
            list.add(new Weighted(value, parameters, thousandths));
        }
        return Optional.of(list);
    }

    /** {@code 0.xxx} or {@code 1.000} with up to three digits behind the point, in thousandths; else -1. */
    private static int thousandths(String weight) {
        int length = weight.length();
        boolean shaped = length >= 1 && length <= 5 && (length == 1 || weight.charAt(1) == '.');
        if (!shaped || (weight.charAt(0) != '0' && weight.charAt(0) != '1')) {
            return -1;
        }
        int value = (weight.charAt(0) - '0') * 1_000;
        int place = 100;
        for (int i = 2; i < length; i++, place /= 10) {
            char c = weight.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            value += (c - '0') * place;
        }
        return value <= 1_000 ? value : -1;
    }
}
