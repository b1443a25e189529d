package dev.weir.benchmarks.report;

import static dev.weir.benchmarks.report.Svg.escape;

import dev.weir.benchmarks.report.Spread.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The report as one page that needs nothing else. */
final class Html {
    private final Run run;
    private final StringBuilder out = new StringBuilder();

    Html(Run run) {
        this.run = run;
    }

    String page() {
        out.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<title>Weir measured</title>\n<style>\n")
                .append(Svg.resource("plot.css"))
                .append(Svg.resource("report.css"))
                .append("</style>\n</head>\n<body>\n");
        head();
        run.outcomes().forEach(this::scenario);
        conditions();
        return out.append("</body>\n</html>\n").toString();
    }

    private void head() {
        out.append("<h1>Weir measured</h1>\n");
        paragraph("soft", "A " + run.effort() + " run of " + run.when() + ". The figures of every turn are in results.json.");
        out.append("<nav>");
        run.outcomes().forEach(outcome -> out.append("<a href=\"#")
                .append(escape(outcome.id()))
                .append("\">")
                .append(escape(outcome.title()))
                .append("</a>\n"));
        out.append("<a href=\"#conditions\">Who took part, and on what</a></nav>\n");
        paragraph(
                "",
                "Each server runs in a process of its own on one core; the load, and the origin where there is one, on"
                        + " another. All are warmed up, then take turns in rounds, so that what disturbs the machine hits"
                        + " all alike. A figure is the median of the rounds, with the least and the most beside it. One"
                        + " server is called ahead of another only where its worst round is better than the other's best"
                        + " and there are at least three. (×0.50) beside a server's name is Weir's figure divided by"
                        + " that server's.");
        if (!run.doubts().isEmpty()) {
            box("These figures are not to be relied on", run.doubts());
        }
        if (!run.absent().isEmpty()) {
            box("Left out", run.absent().stream()
                    .map(absent -> absent.name() + ": " + absent.why())
                    .toList());
        }
    }

    private void conditions() {
        out.append("<h2 id=\"conditions\">Who took part, and on what</h2>\n");
        table("Servers", List.of("server", "version", "kind", "Java", "set up as"), run.contenders().stream()
                .map(who -> row(
                        who.name(),
                        List.of(who.name(), who.version(), who.family().title(), who.java(), who.settings())))
                .toList());
        table("Machine", List.of(), run.machine().entrySet().stream()
                .map(fact -> row("", List.of(fact.getKey(), fact.getValue())))
                .toList());
    }

    private void scenario(Outcome outcome) {
        out.append("<h2 id=\"").append(escape(outcome.id())).append("\">").append(escape(outcome.title())).append("</h2>\n");
        paragraph("", outcome.text());
        for (Plot plot : outcome.plots()) {
            out.append("<figure>\n").append(Plots.draw(run, outcome, plot)).append("</figure>\n");
        }
        if (!outcome.failures().isEmpty()) {
            box("Failed", outcome.failures());
        }
        standings(outcome);
        explanations(outcome);
        figures(outcome);
    }

    private void standings(Outcome outcome) {
        List<Standing> standings = Standing.of(outcome);
        for (String ours : standings.stream().map(Standing::ours).distinct().toList()) {
            table(
                    ours + " beside the others",
                    List.of("by", "at", "ahead of", "behind", "no difference that can be told"),
                    standings.stream()
                            .filter(standing -> standing.ours().equals(ours))
                            .map(standing -> row("", List.of(
                                    standing.metric().title(),
                                    standing.point().label(),
                                    standing.names(Verdict.AHEAD),
                                    standing.names(Verdict.BEHIND),
                                    standing.names(Verdict.NOT_TOLD))))
                            .toList());
        }
    }

    private void explanations(Outcome outcome) {
        if (outcome.explanations().isEmpty() && outcome.unexplained() == 0) {
            return;
        }
        out.append("<h3>Where Weir is behind, and what its time goes into</h3>\n<ul>\n");
        for (Explanation explanation : outcome.explanations()) {
            out.append("<li><strong>").append(escape(explanation.title())).append("</strong>: ");
            out.append(escape(explanation.text())).append("</li>\n");
        }
        out.append("</ul>\n");
        if (outcome.unexplained() > 0) {
            paragraph("", outcome.notLookedAt());
        }
    }

    private void figures(Outcome outcome) {
        for (Point point : outcome.points()) {
            List<Metric> metrics = outcome.metrics().stream()
                    .filter(metric -> outcome.servers().stream()
                            .anyMatch(server -> outcome.spread(server, point, metric).isPresent()))
                    .toList();
            out.append("<h3>").append(escape(outcome.points().size() > 1 ? "Figures: " + point.label() : "Figures"));
            out.append("</h3>\n<div class=\"scroll\"><table>\n<thead><tr><th>server</th>");
            for (Metric metric : metrics) {
                out.append("<th class=\"number\">").append(escape(metric.title())).append("<br><small class=\"soft\">");
                out.append(escape(metric.unit())).append("</small></th>");
            }
            out.append("</tr></thead>\n<tbody>\n");
            for (String server : outcome.servers()) {
                if (metrics.stream().allMatch(metric -> outcome.spread(server, point, metric).isEmpty())) {
                    continue;
                }
                out.append(Palette.isOurs(server) ? "<tr class=\"ours\">" : "<tr>");
                out.append("<td class=\"name\">").append(escape(server)).append("</td>");
                for (Metric metric : metrics) {
                    out.append("<td class=\"number\">").append(cell(outcome.spread(server, point, metric)));
                    out.append(metric.id().equals(Sample.ERRORS) ? why(outcome.firstFailures(server, point)) : "");
                    out.append("</td>");
                }
                out.append("</tr>\n");
            }
            out.append("</tbody></table></div>\n");
        }
    }

    private static String cell(Optional<Spread> spread) {
        return spread.map(some -> some.least() == some.most()
                        ? Numbers.text(some.median())
                        : Numbers.text(some.median()) + "<br><small>" + Numbers.range(some) + "</small>")
                .orElse("");
    }

    /** Of errors. */
    private static String why(List<String> failures) {
        return failures.isEmpty() ? "" : "<br><small>" + escape("first: " + String.join("; ", failures)) + "</small>";
    }

    private void paragraph(String classes, String text) {
        out.append(classes.isEmpty() ? "<p>" : "<p class=\"" + classes + "\">").append(escape(text)).append("</p>\n");
    }

    private void box(String title, List<String> lines) {
        out.append("<div class=\"box\"><strong>").append(escape(title)).append("</strong><ul>\n");
        lines.forEach(line -> out.append("<li>").append(escape(line)).append("</li>\n"));
        out.append("</ul></div>\n");
    }

    private void table(String title, List<String> heads, List<String> rows) {
        out.append("<h3>").append(escape(title)).append("</h3>\n<div class=\"scroll\"><table>\n");
        if (!heads.isEmpty()) {
            out.append(heads.stream()
                    .map(head -> "<th>" + escape(head) + "</th>")
                    .collect(Collectors.joining("", "<thead><tr>", "</tr></thead>\n")));
        }
        out.append("<tbody>\n").append(String.join("", rows)).append("</tbody></table></div>\n");
    }

    private static String row(String server, List<String> cells) {
        return cells.stream()
                .map(cell -> "<td>" + escape(cell) + "</td>")
                .collect(Collectors.joining("", Palette.isOurs(server) ? "<tr class=\"ours\">" : "<tr>", "</tr>\n"));
    }
}
