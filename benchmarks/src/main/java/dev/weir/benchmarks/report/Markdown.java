package dev.weir.benchmarks.report;

import dev.weir.benchmarks.report.Spread.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The report in short: for each scenario the metrics that are judged, and how Weir stands. */
final class Markdown {
    private final Run run;
    private final StringBuilder out = new StringBuilder();

    Markdown(Run run) {
        this.run = run;
    }

    String page() {
        out.append("# Weir measured\n\nA ").append(run.effort()).append(" run of ").append(run.when()).append(": ");
        out.append(run.machine().entrySet().stream()
                        .map(fact -> fact.getKey() + " " + fact.getValue())
                        .collect(Collectors.joining("; ")))
                .append(".\n");
        run.doubts().forEach(doubt -> out.append("\nNot to be relied on: ").append(doubt).append('\n'));
        if (!run.absent().isEmpty()) {
            out.append("\nLeft out:\n\n");
            run.absent().forEach(absent -> out.append("- ").append(absent.name()).append(": ").append(absent.why()).append('\n'));
        }
        for (Outcome outcome : run.outcomes()) {
            out.append("\n## ").append(outcome.title()).append("\n\n").append(outcome.text()).append('\n');
            outcome.failures().forEach(failure -> out.append("\nFailed: ").append(failure).append('\n'));
            outcome.metrics().stream().filter(Metric::judged).forEach(metric -> figures(outcome, metric));
            errors(outcome);
            standings(outcome);
            explanations(outcome);
        }
        return out.toString();
    }

    private void figures(Outcome outcome, Metric metric) {
        out.append("\n").append(metric.title()).append(metric.unit().isEmpty() ? "" : ", " + metric.unit());
        out.append(": median (least to most)\n\n");
        line("server", outcome.points().stream().map(Point::label).toList());
        line("---", outcome.points().stream().map(point -> "---:").toList());
        for (String server : outcome.servers()) {
            line(
                    Palette.isOurs(server) ? "**" + server + "**" : server,
                    outcome.points().stream()
                            .map(point -> outcome.spread(server, point, metric)
                                    .map(spread -> Numbers.text(spread.median()) + " (" + Numbers.range(spread) + ")")
                                    .orElse(""))
                            .toList());
        }
    }

    private void errors(Outcome outcome) {
        List<String> lines = new ArrayList<>();
        for (Point point : outcome.points()) {
            for (String server : outcome.servers()) {
                double most = outcome.errors(server, point);
                if (most > 0) {
                    lines.add("- " + server + ", " + point.label() + ": up to " + Numbers.text(most) + " errors a round, first: "
                            + String.join("; ", outcome.firstFailures(server, point)));
                }
            }
        }
        if (!lines.isEmpty()) {
            out.append("\nNot every answer was good:\n\n").append(String.join("\n", lines)).append('\n');
        }
    }

    private void standings(Outcome outcome) {
        List<Standing> standings = Standing.of(outcome);
        if (!standings.isEmpty()) {
            out.append('\n');
            line("", List.of("by", "at", "ahead of", "behind", "no difference that can be told"));
            line("---", List.of("---", "---", "---", "---", "---"));
            standings.forEach(standing -> line(standing.ours(), List.of(
                    standing.metric().title(),
                    standing.point().label(),
                    standing.names(Verdict.AHEAD),
                    standing.names(Verdict.BEHIND),
                    standing.names(Verdict.NOT_TOLD))));
        }
    }

    private void explanations(Outcome outcome) {
        if (!outcome.explanations().isEmpty()) {
            out.append("\nWhere Weir is behind, and what its time goes into:\n\n");
        }
        outcome.explanations()
                .forEach(explanation -> out.append("- ")
                        .append(explanation.title())
                        .append(": ")
                        .append(explanation.text())
                        .append('\n'));
        if (outcome.unexplained() > 0) {
            out.append('\n').append(outcome.notLookedAt()).append('\n');
        }
    }

    private void line(String first, List<String> rest) {
        out.append("| ").append(first).append(" | ").append(String.join(" | ", rest)).append(" |\n");
    }
}
