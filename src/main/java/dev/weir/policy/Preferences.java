package dev.weir.policy;

import dev.weir.fields.AcceptEncoding;
import dev.weir.fields.FieldSyntax;
import dev.weir.fields.QuotedString;
import dev.weir.fields.Weighted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Spells lists of preferences so that those that say the same are the same text: by weight, the weights in their shortest
 * form. None for what is not spelled by the rules, or says something of one member twice: what that means is anybody's
 * guess, and it stays as it is.
 */
final class Preferences {
    private static final Comparator<Weighted> BY_WEIGHT =
            Comparator.comparingInt(Weighted::thousandths).reversed();

    private Preferences() {}

    /**
     * Accept-Encoding (RFC 9110 §12.5.3). The order of codings that weigh the same is no preference: whichever is sent,
     * all who take them are served.
     */
    static Optional<String> codings(String value) {
        return Weighted.strictly(value)
                .map(members -> members.stream().map(Preferences::coding).toList())
                .filter(Preferences::arePlain)
                .map(Preferences::codings);
    }

    private static String codings(List<Weighted> members) {
        boolean identityRefused = weigh("*", members) == 0;
        boolean rest = weigh("*", members) > 0;
        List<Weighted> codings = new ArrayList<>();
        for (Weighted member : members) {
            boolean identity = member.value().equals(AcceptEncoding.IDENTITY);
            identityRefused = identity ? member.thousandths() == 0 : identityRefused;
            // What is not listed is refused already, but for identity, and where the rest is accepted.
            if (member.thousandths() > 0 || rest) {
                codings.add(member);
            }
        }
        if (identityRefused && !rest) {
            codings.add(new Weighted(AcceptEncoding.IDENTITY, Map.of(), 0));
        }
        codings.sort(BY_WEIGHT.thenComparing(Weighted::value));
        boolean none = codings.stream().allMatch(coding -> coding.value().equals(AcceptEncoding.IDENTITY));
        // RFC 9110 §12.5.3: an empty value, too, says that no coding is wanted.
        return none && !identityRefused ? AcceptEncoding.IDENTITY : spelled(codings);
    }

    private static int weigh(String value, List<Weighted> members) {
        return members.stream()
                .filter(member -> member.value().equals(value))
                .mapToInt(Weighted::thousandths)
                .findFirst()
                .orElse(-1);
    }

    /** RFC 9110 §8.4.1.1, §8.4.1.3. */
    private static Weighted coding(Weighted member) {
        boolean old = member.value().equals("x-gzip") || member.value().equals("x-compress");
        return old ? new Weighted(member.value().substring(2), member.parameters(), member.thousandths()) : member;
    }

    /** Accept-Language (RFC 9110 §12.5.4). Of languages that weigh the same many origins take the first: they keep their order. */
    static Optional<String> languages(String value) {
        return Weighted.strictly(value).filter(Preferences::arePlain).map(Preferences::byWeight);
    }

    /** Accept (RFC 9110 §12.5.1). As with languages, what weighs the same keeps its order. */
    static Optional<String> types(String value) {
        return Weighted.strictly(value)
                .filter(Preferences::areDistinct)
                .filter(members -> members.stream().allMatch(member -> isMediaRange(member.value())))
                .map(Preferences::byWeight);
    }

    private static boolean isMediaRange(String value) {
        int slash = value.indexOf('/');
        return slash > 0
                && FieldSyntax.isToken(value.substring(0, slash))
                && FieldSyntax.isToken(value.substring(slash + 1));
    }

    private static boolean arePlain(List<Weighted> members) {
        return areDistinct(members)
                && members.stream()
                        .allMatch(member -> member.parameters().isEmpty() && FieldSyntax.isToken(member.value()));
    }

    private static boolean areDistinct(List<Weighted> members) {
        Set<String> seen = new HashSet<>();
        return members.stream()
                .allMatch(member -> seen.add(named(new StringBuilder(), member).toString()));
    }

    private static String byWeight(List<Weighted> members) {
        List<Weighted> sorted = new ArrayList<>(members);
        sorted.sort(BY_WEIGHT);
        return spelled(sorted);
    }

    /** The members as a field spells them. */
    static String spelled(List<Weighted> members) {
        StringBuilder text = new StringBuilder();
        for (Weighted member : members) {
            named(text.append(text.length() == 0 ? "" : ", "), member);
            weight(member.thousandths(), text);
        }
        return text.toString();
    }

    /**
     * Quotes that are not needed mean nothing (RFC 9110 §5.6.6), nor does the order of a media type's parameters (RFC 2045
     * §5); the other fields' members have none.
     */
    private static StringBuilder named(StringBuilder text, Weighted member) {
        text.append(member.value());
        new TreeMap<>(member.parameters()).forEach((name, value) -> {
            text.append(';').append(name).append('=');
            QuotedString.tokenOrQuoted(value, text);
        });
        return text;
    }

    private static void weight(int thousandths, StringBuilder text) {
        if (thousandths == 1_000) {
            return;
        }
        text.append(";q=0");
        int rest = thousandths;
        if (rest > 0) {
            text.append('.');
        }
        for (int place = 100; rest > 0; place /= 10) {
            text.append((char) ('0' + rest / place));
            rest %= place;
        }
    }
}
