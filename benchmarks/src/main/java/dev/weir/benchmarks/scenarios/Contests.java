package dev.weir.benchmarks.scenarios;

import dev.weir.benchmarks.report.Absent;
import dev.weir.benchmarks.report.Contender;
import dev.weir.benchmarks.report.Outcome;
import dev.weir.benchmarks.report.Point;
import dev.weir.benchmarks.report.Sample;
import dev.weir.benchmarks.servers.Bench;
import dev.weir.benchmarks.servers.Server;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts scenarios to those servers that can run here. */
public final class Contests {
    private final Bench bench;
    private final Effort effort;
    private final Progress progress;
    private final Map<String, Contender> contenders = new LinkedHashMap<>();
    private final Map<String, Absent> absent = new LinkedHashMap<>();

    public Contests(Bench bench, Effort effort, Progress progress) {
        this.bench = bench;
        this.effort = effort;
        this.progress = progress;
    }

    /** Who has taken part so far. */
    public List<Contender> contenders() {
        return List.copyOf(contenders.values());
    }

    /** Who was left out so far, and why. */
    public List<Absent> absent() {
        return List.copyOf(absent.values());
    }

    /** About how long scenarios take, one after the other. */
    public double estimate(List<Scenario> scenarios) {
        double seconds = 0;
        Set<Server> running = new HashSet<>();
        for (Scenario scenario : scenarios) {
            running.retainAll(scenario.takesLastingServers() ? scenario.servers(effort) : List.of());
            for (Server server : scenario.servers(effort)) {
                if (server.missing(bench).isEmpty()) {
                    seconds += readySeconds(scenario, running.contains(server)) + turnsSeconds(scenario, server);
                    running.add(server);
                }
            }
        }
        return seconds;
    }

    private double turnsSeconds(Scenario scenario, Server server) {
        return effort.rounds()
                * scenario.points(effort).stream()
                        .filter(point -> scenario.leftOut(effort, server, point).isEmpty())
                        .mapToDouble(point -> scenario.turnSeconds(effort, point))
                        .sum();
    }

    private double readySeconds(Scenario scenario, boolean runs) {
        return (runs ? 0 : scenario.startSeconds()) + scenario.readySeconds(effort);
    }

    public Outcome run(Scenario scenario) throws IOException, InterruptedException {
        bench.lasting().endOthersThan(scenario.takesLastingServers() ? scenario.servers(effort) : List.of());
        List<Sample> samples = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        List<Server> servers = new ArrayList<>();
        try (Scenario.Contest contest = scenario.open(bench, effort)) {
            for (Server server : present(scenario)) {
                boolean runs = bench.lasting().runs(server);
                progress.at(readySeconds(scenario, runs), scenario.id(), server.name(), "warming up");
                try {
                    contest.ready(server);
                    servers.add(server);
                } catch (IOException e) {
                    failures.add(server.name() + " did not take part: " + e.getMessage());
                }
            }
            for (Point point : scenario.points(effort)) {
                for (int round = 1; round <= effort.rounds(); round++) {
                    String where = point.label() + ", round " + round + " of " + effort.rounds();
                    for (Server server : servers) {
                        if (scenario.leftOut(effort, server, point).isPresent()) {
                            continue;
                        }
                        progress.at(scenario.turnSeconds(effort, point), scenario.id(), server.name(), where);
                        try {
                            Turn turn = contest.turn(server, point);
                            samples.add(new Sample(
                                    server.name(), point.label(), round, turn.figures(), turn.firstFailure()));
                        } catch (IOException e) {
                            failures.add(server.name() + ", " + where + ": " + e.getMessage());
                        }
                    }
                }
            }
            Outcome outcome = new Outcome(
                    scenario.id(),
                    scenario.title(),
                    scenario.text(),
                    scenario.metrics(),
                    scenario.points(effort),
                    scenario.plots(),
                    samples,
                    failures);
            return new Explanations(bench, progress, scenario, contest, servers).of(outcome, effort);
        }
    }

    private List<Server> present(Scenario scenario) throws IOException {
        List<Server> present = new ArrayList<>();
        for (Server server : scenario.servers(effort)) {
            Optional<String> missing = server.missing(bench);
            if (missing.isPresent()) {
                if (absent.put(server.name(), new Absent(server.name(), missing.get())) == null) {
                    progress.say(server.name() + " is left out: " + missing.get());
                }
            } else {
                if (!contenders.containsKey(server.name())) {
                    contenders.put(
                            server.name(),
                            new Contender(
                                    server.name(),
                                    server.family(),
                                    server.version(bench),
                                    server.java(bench),
                                    server.settings()));
                }
                present.add(server);
                tellPointsLeftOut(scenario, server);
            }
        }
        return present;
    }

    private void tellPointsLeftOut(Scenario scenario, Server server) {
        Map<String, List<String>> pointsByReason = new LinkedHashMap<>();
        for (Point point : scenario.points(effort)) {
            scenario.leftOut(effort, server, point)
                    .ifPresent(why -> pointsByReason
                            .computeIfAbsent(why, none -> new ArrayList<>())
                            .add(point.label()));
        }
        pointsByReason.forEach((why, points) -> {
            String what = server.name() + " at " + String.join("; ", points);
            absent.put(scenario.id() + what, new Absent(what, why));
            progress.say(what + " is left out: " + why);
        });
    }
}
