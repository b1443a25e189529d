package dev.weir.benchmarks.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** A line for each server over the points, on two logarithmic axes, its name at its end. */
final class LinePlot {
    private static final double WIDTH = 860;
    private static final double LEFT = 64;
    private static final double RIGHT = 660;
    private static final double TOP = 44;
    private static final double BOTTOM = 400;
    private static final double HEIGHT = 446;
    private static final double LABEL_GAP = 17;

    private final Outcome outcome;
    private final Plot plot;
    private final Metric metric;
    private final Palette palette;
    private final double leastX;
    private final double mostX;
    private final double leastY;
    private final double mostY;

    /** Where a server's line ends, and where its name goes. */
    private record Label(String server, double x, double y, double at) {}

    LinePlot(Outcome outcome, Plot plot, Palette palette) {
        this.outcome = outcome;
        this.plot = plot;
        this.metric = outcome.metric(plot.metric());
        this.palette = palette;
        this.leastX = xs().min().orElse(1);
        this.mostX = xs().max().orElse(10);
        // What is nothing has no place on a logarithmic axis: it is drawn at the bottom.
        this.leastY = spreads().stream().mapToDouble(Spread::least).filter(y -> y > 0).min().orElse(1) / 1.15;
        this.mostY = spreads().stream().mapToDouble(Spread::most).filter(y -> y > 0).max().orElse(10) * 1.15;
    }

    private DoubleStream xs() {
        return outcome.points().stream().mapToDouble(Point::x).filter(x -> x > 0);
    }

    private List<Spread> spreads() {
        return outcome.servers().stream()
                .flatMap(server ->
                        outcome.points().stream().flatMap(point -> outcome.spread(server, point, metric).stream()))
                .toList();
    }

    private double x(double value) {
        return mostX > leastX ? LEFT + 14 + (RIGHT - LEFT - 28) * Math.log(value / leastX) / Math.log(mostX / leastX) : LEFT + 60;
    }

    private double y(double value) {
        return BOTTOM - (BOTTOM - TOP) * Math.log(Math.max(value, leastY) / leastY) / Math.log(mostY / leastY);
    }

    String draw() {
        Svg svg = new Svg(WIDTH, HEIGHT, plot.title());
        svg.text(0, 16, "title", "start", plot.title());
        for (double mark : marks()) {
            svg.line(LEFT, y(mark), RIGHT, y(mark), "rule");
            svg.text(LEFT - 8, y(mark) + 4.5, "soft", "end", Numbers.mark(mark));
        }
        for (Point point : outcome.points()) {
            svg.line(x(point.x()), BOTTOM, x(point.x()), BOTTOM + 5, "rule");
            svg.text(x(point.x()), BOTTOM + 20, "soft", "middle", Numbers.text(point.x()));
        }
        svg.text((LEFT + RIGHT) / 2, BOTTOM + 40, "soft", "middle", plot.xTitle());
        List<Label> ends = new ArrayList<>();
        // Ours last, so that it is on top.
        outcome.servers().stream()
                .sorted(Comparator.comparing(Palette::isOurs))
                .forEach(server -> line(svg, server, ends));
        for (Label label : apart(ends)) {
            svg.begin(palette.classes(label.server()), palette.colour(label.server()));
            svg.path(
                    String.format(
                            Locale.ROOT, "M%.1f %.1f L%.1f %.1f", label.x() + 5, label.y(), RIGHT + 14, label.at()),
                    "leader");
            svg.circle(RIGHT + 20, label.at(), 4, "dot");
            svg.text(
                    RIGHT + 29, label.at() + 4.5, Palette.isOurs(label.server()) ? "strong" : "plain", "start", label.server());
            svg.end();
        }
        return svg.whole();
    }

    /** The round figures on the upright axis: 1, 2 and 5 of each power of ten, or fewer if these are many. */
    private List<Double> marks() {
        List<Double> marks = new ArrayList<>();
        for (int power = (int) Math.floor(Math.log10(leastY)); power <= Math.ceil(Math.log10(mostY)); power++) {
            for (double step : mostY / leastY > 2_000 ? new double[] {1} : new double[] {1, 2, 5}) {
                double mark = step * Math.pow(10, power);
                if (mark >= leastY && mark <= mostY) {
                    marks.add(mark);
                }
            }
        }
        return marks;
    }

    private void line(Svg svg, String server, List<Label> ends) {
        StringBuilder path = new StringBuilder();
        svg.begin(palette.classes(server), palette.colour(server));
        for (Point point : outcome.points()) {
            outcome.spread(server, point, metric).ifPresent(spread -> {
                double x = x(point.x());
                double y = y(spread.median());
                path.append(String.format(Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : " L", x, y));
                svg.line(x, y(spread.least()), x, y(spread.most()), "whisker");
                svg.circle(x, y, Palette.isOurs(server) ? 4 : 3, "dot");
                ends.removeIf(end -> end.server().equals(server));
                ends.add(new Label(server, x, y, y));
            });
        }
        svg.path(path.toString(), "line").end();
    }

    /** Names that would lie on one another are pushed apart, downwards and then up from the bottom. */
    private static List<Label> apart(List<Label> ends) {
        List<Label> sorted = new ArrayList<>(
                ends.stream().sorted(Comparator.comparingDouble(Label::y)).toList());
        double free = TOP;
        for (int i = 0; i < sorted.size(); i++) {
            Label label = sorted.get(i);
            double at = Math.max(label.y(), free);
            sorted.set(i, new Label(label.server(), label.x(), label.y(), at));
            free = at + LABEL_GAP;
        }
        double limit = BOTTOM + 4;
        for (int i = sorted.size() - 1; i >= 0; i--) {
            Label label = sorted.get(i);
            double at = Math.min(label.at(), limit);
            sorted.set(i, new Label(label.server(), label.x(), label.y(), at));
            limit = at - LABEL_GAP;
        }
        return sorted;
    }
}
