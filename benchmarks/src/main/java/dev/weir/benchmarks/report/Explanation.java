package dev.weir.benchmarks.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Where one of Weir's servers is behind, and what it does there with its CPU time.
 *
 * @param behind by which metrics, and whom
 * @param together whether the profile is of all points together at which that process is behind, since at this one alone
 *     there was too little to see
 */
public record Explanation(String server, String point, List<String> behind, Profile profile, boolean together) {

    /** Percent; what is less is not told. */
    private static final double LEAST = 3;

    @JsonIgnore
    String title() {
        return server + ", " + point;
    }

    /** What follows the title. */
    @JsonIgnore
    String text() {
        String shares = profile.shares().stream()
                .filter(share -> share.percent() >= LEAST)
                .map(share -> String.format(Locale.ROOT, "%s %.0f %%", share.what(), share.percent()))
                .collect(Collectors.joining(", "));
        String ofWhat = together
                ? "There it has too little to do to be seen; of its CPU time but Java's compilers' at all points listed here for it: "
                : "Of its CPU time but Java's compilers': ";
        String methods = profile.hottest().isEmpty()
                ? " It was in code that no recorder sees."
                : " Seen most often in " + String.join(", ", profile.hottest()) + ".";
        return "behind by " + String.join("; ", behind) + ". " + ofWhat + shares + "." + methods;
    }
}
