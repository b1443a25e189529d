package dev.weir.benchmarks;

import dev.weir.benchmarks.report.Machine;
import dev.weir.benchmarks.report.Outcome;
import dev.weir.benchmarks.report.Report;
import dev.weir.benchmarks.report.Run;
import dev.weir.benchmarks.scenarios.Collapse;
import dev.weir.benchmarks.scenarios.Contests;
import dev.weir.benchmarks.scenarios.CpuBound;
import dev.weir.benchmarks.scenarios.Effort;
import dev.weir.benchmarks.scenarios.FixedRate;
import dev.weir.benchmarks.scenarios.Hits;
import dev.weir.benchmarks.scenarios.MicroCache;
import dev.weir.benchmarks.scenarios.PlainAndJson;
import dev.weir.benchmarks.scenarios.Progress;
import dev.weir.benchmarks.scenarios.Routing;
import dev.weir.benchmarks.scenarios.Scenario;
import dev.weir.benchmarks.scenarios.SlowClients;
import dev.weir.benchmarks.scenarios.StartUp;
import dev.weir.benchmarks.scenarios.Waiting;
import dev.weir.benchmarks.servers.Bench;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the scenarios and writes the report; {@code benchmarks/run} builds everything and starts it.
 *
 * <pre>
 * benchmarks/run [quick|standard|full] [SCENARIO...]     measures
 * benchmarks/run report                                  writes the report anew from report/results.json
 * </pre>
 */
public final class Suite {

    /** In the order of the report; those who take lasting servers stand together, and who tells their memory first. */
    private static final List<Scenario> SCENARIOS =
            List.of(
                    new PlainAndJson(),
                    new Waiting(),
                    new FixedRate(),
                    new CpuBound(),
                    new SlowClients(),
                    new Routing(),
                    new Hits(),
                    new MicroCache(),
                    new Collapse(),
                    new StartUp());

    private Suite() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path directory = Path.of(System.getProperty("weir.benchmarks", "benchmarks"));
        Report report = new Report(directory.resolve("report"));
        List<String> words = new ArrayList<>(Arrays.asList(arguments));
        if (words.equals(List.of("report"))) {
            try {
                report.render();
                System.err.println("written anew: " + report.index());
            } catch (IOException e) {
                System.err.println(e.getMessage());
                System.exit(1);
            }
            return;
        }
        Effort effort = Effort.STANDARD;
        Optional<Effort> named = words.isEmpty() ? Optional.empty() : effort(words.get(0));
        if (named.isPresent()) {
            effort = named.get();
            words.remove(0);
        }
        List<Scenario> chosen = new ArrayList<>();
        for (String word : words) {
            chosen.add(scenario(word));
        }
        long began = System.nanoTime();
        try (Bench bench = new Bench(directory, System.getProperty("java21.home", ""))) {
            Run run = measure(bench, effort, chosen.isEmpty() ? SCENARIOS : chosen);
            report.write(run);
            System.err.println("written: " + report.index() + ", after " + Progress.clock((System.nanoTime() - began) / 1e9));
            List<String> troubles = troubles(run, effort);
            troubles.forEach(System.err::println);
            if (!troubles.isEmpty()) {
                System.exit(1);
            }
        }
    }

    /** Turns that came to nothing; and where all is made easy, each with an answer that was not good. */
    private static List<String> troubles(Run run, Effort effort) {
        List<String> troubles = new ArrayList<>();
        for (Outcome outcome : run.outcomes()) {
            outcome.failures().forEach(failure -> troubles.add(outcome.id() + ": " + failure));
            if (effort == Effort.SMOKE) {
                outcome.samples().stream()
                        .filter(sample -> sample.errors() > 0)
                        .forEach(sample -> troubles.add(outcome.id() + ": not every answer was good: " + sample));
            }
        }
        return troubles;
    }

    private static Run measure(Bench bench, Effort effort, List<Scenario> scenarios)
            throws IOException, InterruptedException {
        // Before anything is done: whether the machine has something else to do is told by this.
        Map<String, String> machine = Machine.facts();
        Contests estimating = new Contests(bench, effort, new Progress(System.err, System::nanoTime, 0));
        double seconds = estimating.estimate(scenarios);
        Contests contests = new Contests(bench, effort, new Progress(System.err, System::nanoTime, seconds));
        List<Outcome> outcomes = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            outcomes.add(contests.run(scenario));
        }
        return new Run(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                effort.title(),
                machine,
                contests.contenders(),
                contests.absent(),
                outcomes);
    }

    private static Optional<Effort> effort(String word) {
        return Arrays.stream(Effort.values())
                .filter(effort -> effort.title().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    private static Scenario scenario(String word) {
        return SCENARIOS.stream()
                .filter(scenario -> scenario.id().equals(word))
                .findFirst()
                .orElseThrow(() -> {
                    System.err.printf(
                            "There is no scenario \"%s\". Say quick, standard, full or report; scenarios are %s.%n",
                            word, String.join(", ", SCENARIOS.stream().map(Scenario::id).toList()));
                    System.exit(2);
                    return new IllegalArgumentException(word);
                });
    }
}
