package dev.weir.cache;

import dev.weir.policy.Reason;
import dev.weir.policy.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a cache would do with a request, and why; as a text, {@link #toString()}, for people.
 *
 * @param method of the request
 * @param uri the target URI
 * @param kind how it would be answered
 * @param reason what decides that
 * @param steps all that was looked at, what decides last
 * @param held what is stored for it
 */
public record Explanation(
        String method, String uri, Outcome.Kind kind, Reason reason, List<Step> steps, Optional<Held> held) {

    public Explanation {
        steps = List.copyOf(steps);
    }

    /**
     * Something that was looked at.
     *
     * @param detail the word that Cache-Status has for it
     * @param text a clause in English
     * @param section as in {@code RFC 9111 §4.2}
     * @param rule the owner's rule that it comes from
     */
    public record Step(String detail, String text, String section, Optional<Rule> rule) {

        static Step of(Reason reason, Optional<Rule> rule) {
            return new Step(reason.detail(), reason.text(), reason.section(), rule);
        }

        @Override
        public String toString() {
            return detail + ": " + text + " ("
                    + rule.map(one -> "rule '" + one.name() + "', ").orElse("") + section + ")";
        }
    }

    /**
     * A stored response.
     *
     * @param status its status
     * @param selectedBy the fields of requests by which it is selected: what its Vary names
     * @param since when it came, or was last validated
     * @param age its current age (RFC 9111 §4.2.3)
     * @param lifetime how long it is fresh, counted as its age is (§4.2.1)
     * @param ttl how much longer it is fresh; negative for how long it has been stale
     * @param staleWhileRevalidate how long after that it may be served while it is validated (RFC 5861 §3)
     * @param staleIfError how long after that it may stand in for an origin that fails (RFC 5861 §4)
     * @param staleIfUnreachable the same for one that cannot be reached (RFC 9111 §4.2.4)
     */
    public record Held(
            int status,
            List<String> selectedBy,
            Instant since,
            Duration age,
            Duration lifetime,
            Duration ttl,
            Duration staleWhileRevalidate,
            Duration staleIfError,
            Duration staleIfUnreachable) {

        /** What is known of its times, a line each. */
        List<String> lines() {
            List<String> lines = new ArrayList<>();
            lines.add("stored: a " + status + " of " + since
                    + (selectedBy.isEmpty() ? "" : ", for requests with the same " + String.join(", ", selectedBy)));
            lines.add("age " + seconds(age) + ", freshness lifetime " + seconds(lifetime)
                    + (!ttl.isNegative() && !ttl.isZero()
                            ? ", stale in " + seconds(ttl)
                            : ", stale for " + seconds(ttl.negated())));
            if (!staleWhileRevalidate.isZero() || !staleIfError.isZero() || !staleIfUnreachable.isZero()) {
                lines.add("then served stale for " + seconds(staleWhileRevalidate) + " while it is validated, for "
                        + seconds(staleIfError) + " if the origin fails, and for " + seconds(staleIfUnreachable)
                        + " if it cannot be reached");
            }
            return lines;
        }

        private static String seconds(Duration time) {
            long millis = time.toMillis();
            return millis % 1_000 == 0 ? millis / 1_000 + " s" : millis / 1_000.0 + " s";
        }
    }

    /** What it comes to, in a word or two: {@code hit}, {@code forwarded}. */
    private String result() {
        return switch (kind) {
            case HIT -> "hit";
            case FORWARD, BYPASS -> "goes to the origin";
            case REFUSED -> "refused with 504";
        };
    }

    /** Several lines: the request and what it comes to, each step, and the times of what is stored. */
    @Override
    public String toString() {
        List<String> lines = new ArrayList<>();
        lines.add(method + " " + uri + ": " + result());
        steps.forEach(step -> lines.add("  " + step));
        held.ifPresent(there -> there.lines().forEach(line -> lines.add("  " + line)));
        return String.join("\n", lines);
    }
}
