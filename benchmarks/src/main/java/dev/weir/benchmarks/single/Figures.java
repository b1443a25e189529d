package dev.weir.benchmarks.single;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figures of several servers over several rounds, and what they come to. */
final class Figures {
    private final Map<String, List<Double>> all = new LinkedHashMap<>();

    void add(String server, double figure) {
        all.computeIfAbsent(server, none -> new ArrayList<>()).add(figure);
    }

    /** The servers, in the order in which they were measured first. */
    Iterable<String> servers() {
        return all.keySet();
    }

    boolean has(String server) {
        return all.containsKey(server);
    }

    double median(String server) {
        List<Double> sorted = all.getOrDefault(server, List.of()).stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** {@code median (least to most)}. */
    String spread(String server, String format) {
        List<Double> figures = all.getOrDefault(server, List.of());
        double least = figures.stream().mapToDouble(d -> d).min().orElse(0);
        double most = figures.stream().mapToDouble(d -> d).max().orElse(0);
        return (format + " (" + format + " to " + format + ")").formatted(median(server), least, most);
    }

    /** A line with {@code ours} over {@code theirs}. */
    String ratio(String ours, String theirs, String aim) {
        return has(theirs)
                ? String.format(
                        Locale.ROOT,
                        "- %s / %s = %.2f%s",
                        ours,
                        theirs,
                        median(ours) / median(theirs),
                        aim.isEmpty() ? "" : " (aim: " + aim + ")")
                : "- " + ours + " / " + theirs + ": not measured, it is not installed";
    }
}
