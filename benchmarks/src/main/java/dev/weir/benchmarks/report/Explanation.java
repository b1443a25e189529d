package dev.weir.benchmarks.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Where one of Weir's servers is behind, and what it does there with its CPU time.
 *
 * @param behind by which metrics, and whom
 */
public record Explanation(String server, String point, List<String> behind, Profile profile, Of of) {

    /** What a profile is of. */
    public enum Of {
        /** This point. */
        POINT("Of its CPU time but Java's compilers': ", " It was in code that no recorder sees."),

        /** All points together at which that process is behind, since at this one alone there was too little to see. */
        PROCESS(
                "There it has too little to do to be seen; of its CPU time but Java's compilers' at all points listed here"
                        + " for it: ",
                POINT.withoutMethods),

        /** A process from its start to its first answer, which no recorder can have seen from the beginning. */
        START("Of its CPU time up to the first answer: ", "");

        private final String title;
        private final String withoutMethods;

        Of(String title, String withoutMethods) {
            this.title = title;
            this.withoutMethods = withoutMethods;
        }
    }

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
        String methods = profile.hottest().isEmpty()
                ? of.withoutMethods
                : " Seen most often in " + String.join(", ", profile.hottest()) + ".";
        return "behind by " + String.join("; ", behind) + ". " + of.title + shares + "." + methods;
    }
}
