package dev.weir.benchmarks.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a scenario found: all that its part of the report is made of.
 *
 * @param failures turns that came to nothing, and why
 * @param explanations where Weir is behind, and why
 * @param unexplained at how many points more one of Weir's servers is behind
 */
public record Outcome(
        String id,
        String title,
        String text,
        List<Metric> metrics,
        List<Point> points,
        List<Plot> plots,
        List<Sample> samples,
        List<String> failures,
        List<Explanation> explanations,
        int unexplained) {

    /** One that nothing was asked about. */
    public Outcome(
            String id,
            String title,
            String text,
            List<Metric> metrics,
            List<Point> points,
            List<Plot> plots,
            List<Sample> samples,
            List<String> failures) {
        this(id, title, text, metrics, points, plots, samples, failures, List.of(), 0);
    }

    /** The same with why Weir is behind where it is. */
    public Outcome explained(List<Explanation> why, int notLookedAt) {
        return new Outcome(id, title, text, metrics, points, plots, samples, failures, why, notLookedAt);
    }

    /** What stands below the explanations; empty where there is nothing to add. */
    String notLookedAt() {
        return switch (unexplained) {
            case 0 -> "";
            case 1 -> "At one point" + (explanations.isEmpty() ? "" : " more") + " where one of Weir's servers is behind, no profile was taken.";
            default -> "At " + unexplained + (explanations.isEmpty() ? "" : " more")
                    + " points where one of Weir's servers is behind, no profile was taken.";
        };
    }

    /** The names of those who were measured, in the order of their turns. */
    @JsonIgnore
    public List<String> servers() {
        return samples.stream().map(Sample::server).distinct().toList();
    }

    public Metric metric(String metricId) {
        return metrics.stream()
                .filter(metric -> metric.id().equals(metricId))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(id + " has no metric " + metricId));
    }

    private Stream<Sample> samples(String server, Point point) {
        return samples.stream()
                .filter(sample -> sample.server().equals(server) && sample.point().equals(point.label()));
    }

    /** The most of them in a round. */
    double errors(String server, Point point) {
        return samples(server, point)
                .mapToDouble(Sample::errors)
                .max()
                .orElse(0);
    }

    /** What the first errors of a server at a point were, each once, in the order of its rounds. */
    List<String> firstFailures(String server, Point point) {
        return samples(server, point)
                .map(Sample::firstFailure)
                .filter(failure -> !failure.isEmpty())
                .distinct()
                .toList();
    }

    /** Empty where a server has no such figure there. */
    public Optional<Spread> spread(String server, Point point, Metric metric) {
        List<Double> figures = samples(server, point)
                .filter(sample -> sample.figures().containsKey(metric.id()))
                .map(sample -> sample.figures().get(metric.id()))
                .toList();
        return figures.isEmpty() ? Optional.empty() : Optional.of(Spread.of(figures));
    }
}
