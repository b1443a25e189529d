package dev.weir.policy;

import dev.weir.fields.AcceptEncoding;
import dev.weir.fields.Weighted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Rules that many owners want for fields that responses vary by, to be given to {@link Variation#with}. */
public final class Normalise {
    private static final int STEP = 100;

    private Normalise() {}

    /**
     * For Accept-Encoding: which of {@code codings} the client takes. Where it takes none, or likes identity better,
     * {@code identity}.
     */
    public static UnaryOperator<String> codings(String... codings) {
        List<String> known = lowerCase(codings);
        return value -> {
            if (value.isEmpty()) {
                return AcceptEncoding.IDENTITY;
            }
            List<Weighted> wishes = Weighted.parse(value);
            Optional<String> best = AcceptEncoding.choose(wishes, known);
            String none = AcceptEncoding.choose(wishes, List.of()).isEmpty() ? "identity;q=0" : AcceptEncoding.IDENTITY;
            if (best.isEmpty() || best.get().equals(AcceptEncoding.IDENTITY)) {
                return none;
            }
            List<String> taken = new ArrayList<>(known);
            taken.removeIf(coding -> !AcceptEncoding.choose(wishes, List.of(coding))
                    .filter(coding::equals)
                    .isPresent());
            return String.join(", ", taken);
        };
    }

    /**
     * For Accept: which of {@code types} the client takes, those it likes best first; where it takes none, nothing. A type
     * is without parameters.
     */
    public static UnaryOperator<String> types(String... types) {
        List<String> known = lowerCase(types);
        return value -> {
            List<Weighted> ranges = Weighted.parse(value.isEmpty() ? "*/*" : value);
            List<Weighted> taken = new ArrayList<>();
            for (String type : known) {
                int weight = weight(type, ranges);
                if (weight > 0) {
                    taken.add(new Weighted(type, Map.of(), weight));
                }
            }
            taken.sort(Comparator.comparingInt(Weighted::thousandths).reversed());
            return Preferences.spelled(ranked(taken));
        };
    }

    /** Of the ranges that match, the one that says most counts (RFC 9110 §12.5.1). */
    private static int weight(String type, List<Weighted> ranges) {
        String all = type.substring(0, type.indexOf('/') + 1) + "*";
        int weight = 0;
        int precision = 0;
        for (Weighted range : ranges) {
            int says = range.value().equals(type)
                    ? 3
                    : range.value().equals(all) ? 2 : range.value().equals("*/*") ? 1 : 0;
            // One with parameters is for what is not declared here.
            if (says > precision && range.parameters().isEmpty()) {
                precision = says;
                weight = range.thousandths();
            }
        }
        return weight;
    }

    /** Only what comes before what, for which few weights are enough: by how much is each client's own. */
    private static List<Weighted> ranked(List<Weighted> sorted) {
        List<Weighted> ranked = new ArrayList<>();
        int weight = 1_000;
        for (int i = 0; i < sorted.size(); i++) {
            Weighted member = sorted.get(i);
            if (i > 0 && member.thousandths() < sorted.get(i - 1).thousandths()) {
                weight = Math.max(STEP, weight - STEP);
            }
            ranked.add(new Weighted(member.value(), Map.of(), weight));
        }
        return ranked;
    }

    /**
     * For Accept-Language: the one of {@code languages} that the client likes best, as RFC 4647 §3.4 looks it up:
     * {@code de} serves who wants {@code de-CH}. Where it likes none, nothing.
     */
    public static UnaryOperator<String> languages(String... languages) {
        List<String> known = lowerCase(languages);
        return value -> {
            List<Weighted> wanted = new ArrayList<>(Weighted.parse(value));
            wanted.removeIf(range -> range.thousandths() == 0);
            wanted.sort(Comparator.comparingInt(Weighted::thousandths).reversed());
            for (Weighted range : wanted) {
                String tag = range.value();
                for (int end = tag.length(); end > 0; end = shorter(tag, end)) {
                    Optional<String> found = among(known, tag, end);
                    if (found.isPresent()) {
                        return found.get();
                    }
                }
            }
            return "";
        };
    }

    /** The one of {@code known} that is {@code tag} before {@code end}. */
    private static Optional<String> among(List<String> known, String tag, int end) {
        for (String one : known) {
            if (one.length() == end && tag.startsWith(one)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }

    /** RFC 4647 §3.4: where the tag ends without the last subtag, and the single letter that may have led to it. */
    private static int shorter(String tag, int end) {
        int dash = Math.max(0, tag.lastIndexOf('-', end - 1));
        return dash >= 2 && tag.charAt(dash - 2) == '-' ? dash - 2 : dash;
    }

    /** For Cookie: those of these names, and no others; names are case-sensitive, as browsers have them. */
    public static UnaryOperator<String> cookies(String... names) {
        Set<String> known = Set.copyOf(List.of(names));
        return value -> {
            List<Cookie> kept = new ArrayList<>();
            for (String pair : value.split(";", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? "" : pair.substring(0, equals).strip();
                if (equals >= 0 && known.contains(name)) {
                    kept.add(new Cookie(name, pair.strip()));
                }
            }
            // Of one name several may come, of which the first counts for most: they stay as they came.
            kept.sort(Comparator.comparing(Cookie::name));
            return kept.stream().map(Cookie::pair).collect(Collectors.joining("; "));
        };
    }

    private record Cookie(String name, String pair) {}

    /**
     * For User-Agent and others: what stands beside the first of these words that occurs in the value, in any case;
     * {@code otherwise} where none does.
     *
     * @param table a word, what is made of values with it, the next word, and so on
     * @throws IllegalArgumentException if the last word has nothing beside it
     */
    public static UnaryOperator<String> words(String otherwise, String... table) {
        if (table.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "the word '" + table[table.length - 1] + "' has nothing beside it; give words and values in turn");
        }
        List<String> pairs = List.of(table);
        return value -> {
            String lower = value.toLowerCase(Locale.ROOT);
            for (int i = 0; i < pairs.size(); i += 2) {
                if (lower.contains(pairs.get(i).toLowerCase(Locale.ROOT))) {
                    return pairs.get(i + 1);
                }
            }
            return otherwise;
        };
    }

    private static List<String> lowerCase(String... values) {
        return List.of(values).stream()
                .map(value -> value.toLowerCase(Locale.ROOT))
                .toList();
    }
}
