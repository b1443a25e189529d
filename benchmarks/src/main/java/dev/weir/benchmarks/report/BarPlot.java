package dev.weir.benchmarks.report;

import java.util.Comparator;
import java.util.List;

/** A bar for the median of each server, with a line from its least to its most; a panel for each point. */
final class BarPlot {
    private static final double LABELS = 200;
    private static final double PANEL = 330;
    private static final double GAP = 26;
    private static final double VALUE = 66;
    private static final double ROW = 24;
    private static final double BAR = 15;
    private static final double HEAD = 56;
    private static final int PANELS_A_ROW = 2;

    private final Outcome outcome;
    private final Plot plot;
    private final Metric metric;
    private final Palette palette;
    private final List<String> servers;

    BarPlot(Outcome outcome, Plot plot, Palette palette) {
        this.outcome = outcome;
        this.plot = plot;
        this.metric = outcome.metric(plot.metric());
        this.palette = palette;
        Comparator<String> byFigure = Comparator.comparingDouble(this::firstMedian);
        this.servers = outcome.servers().stream()
                .sorted(metric.lessIsBetter() ? byFigure : byFigure.reversed())
                .toList();
    }

    private double most(List<Point> points) {
        return points.stream()
                .flatMap(point -> servers.stream().flatMap(server -> outcome.spread(server, point, metric).stream()))
                .mapToDouble(Spread::most)
                .max()
                .orElse(1);
    }

    private double firstMedian(String server) {
        return outcome.points().stream()
                .flatMap(point -> outcome.spread(server, point, metric).stream())
                .mapToDouble(Spread::median)
                .findFirst()
                .orElse(metric.lessIsBetter() ? Double.MAX_VALUE : 0);
    }

    String draw() {
        int panels = outcome.points().size();
        int across = Math.min(panels, PANELS_A_ROW);
        int down = (panels + across - 1) / across;
        double height = HEAD - 28 + servers.size() * ROW + 14;
        Svg svg = new Svg(LABELS + across * (PANEL + GAP), 28 + down * height, plot.title());
        svg.text(0, 16, "title", "start", plot.title());
        for (int i = 0; i < panels; i++) {
            panel(svg, outcome.points().get(i), LABELS + i % across * (PANEL + GAP), 28 + i / across * height, i % across == 0);
        }
        return svg.whole();
    }

    private void panel(Svg svg, Point point, double x, double top, boolean first) {
        svg.text(x, top + 16, "soft", "start", outcome.points().size() > 1 ? point.label() : "");
        double y = top + HEAD - 28;
        double most = most(plot.scales() ? List.of(point) : outcome.points());
        double scale = most > 0 ? (PANEL - VALUE) / most : 0;
        svg.line(x, y, x, y + servers.size() * ROW, "rule");
        for (String server : servers) {
            svg.begin(palette.classes(server), palette.colour(server));
            if (first) {
                svg.text(x - 10, y + ROW / 2 + 4.5, Palette.isOurs(server) ? "strong" : "plain", "end", server);
            }
            double row = y;
            outcome.spread(server, point, metric).ifPresent(spread -> bar(svg, x, row, spread, scale));
            svg.end();
            y += ROW;
        }
    }

    private static void bar(Svg svg, double x, double y, Spread spread, double scale) {
        svg.bar(x, y + (ROW - BAR) / 2, Math.max(1, spread.median() * scale), BAR);
        double middle = y + ROW / 2;
        double from = x + spread.least() * scale;
        double to = x + spread.most() * scale;
        svg.line(from, middle, to, middle, "spread");
        svg.line(from, middle - 3, from, middle + 3, "spread");
        svg.line(to, middle - 3, to, middle + 3, "spread");
        svg.text(to + 7, middle + 4.5, "plain", "start", Numbers.text(spread.median()));
    }
}
