package dev.weir.benchmarks.scenarios;

import dev.weir.benchmarks.profile.FlightRecorder;
import dev.weir.benchmarks.report.Absent;
import dev.weir.benchmarks.report.Contender;
import dev.weir.benchmarks.report.Defeat;
import dev.weir.benchmarks.report.Explanation;
import dev.weir.benchmarks.report.Outcome;
import dev.weir.benchmarks.report.Point;
import dev.weir.benchmarks.report.Profile;
import dev.weir.benchmarks.report.Sample;
import dev.weir.benchmarks.servers.Bench;
import dev.weir.benchmarks.servers.Peer;
import dev.weir.benchmarks.servers.Server;
import dev.weir.benchmarks.servers.Workshop;
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
    /** To begin a recording and to read it. */
    private static final double PROFILE_SECONDS = 4;

    /** The most turns until the compilers are done with what a recording gives them to do. */
    private static final int SETTLING_TURNS = 3;

    private final Bench bench;
    private final Effort effort;
    private final Progress progress;
    private double profilingSeconds;
    private final Set<Server> lasting = new HashSet<>();
    private final Map<String, Contender> contenders = new LinkedHashMap<>();
    private final Map<String, Absent> absent = new LinkedHashMap<>();

    public Contests(Bench bench, Effort effort, Progress progress) {
        this.bench = bench;
        this.effort = effort;
        this.progress = progress;
        this.profilingSeconds = effort.profilingSeconds();
    }

    /** Who has taken part so far. */
    public List<Contender> contenders() {
        return List.copyOf(contenders.values());
    }

    /** Who was left out so far, and why. */
    public List<Absent> absent() {
        return List.copyOf(absent.values());
    }

    /** About how long a scenario takes. */
    public double estimate(Scenario scenario) {
        return scenario.servers(effort).stream()
                .filter(server -> server.missing(bench).isEmpty())
                .mapToDouble(server -> {
                    double round = scenario.points(effort).stream()
                            .filter(point -> scenario.leftOut(server, point).isEmpty())
                            .mapToDouble(point -> scenario.turnSeconds(effort, point))
                            .sum();
                    return readySeconds(scenario, server) + effort.rounds() * round;
                })
                .sum();
    }

    private double readySeconds(Scenario scenario, Server server) {
        boolean runs = scenario.takesLastingServers() && !lasting.add(server);
        return (runs ? 0 : scenario.startSeconds()) + scenario.readySeconds(effort);
    }

    public Outcome run(Scenario scenario) throws IOException, InterruptedException {
        if (!scenario.takesLastingServers()) {
            bench.lasting().close();
            lasting.clear();
        }
        List<Sample> samples = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        List<Server> servers = new ArrayList<>();
        try (Scenario.Contest contest = scenario.open(bench, effort)) {
            for (Server server : present(scenario)) {
                progress.at(readySeconds(scenario, server), scenario.id(), server.name(), "warming up");
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
                        if (scenario.leftOut(server, point).isPresent()) {
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
            return explained(scenario, contest, servers, outcome);
        }
    }

    /** Where one of Weir's servers is behind, it has more turns, in the last of which its process is looked into. */
    private Outcome explained(Scenario scenario, Scenario.Contest contest, List<Server> servers, Outcome outcome)
            throws InterruptedException {
        List<Defeat> defeats = Defeat.of(outcome);
        List<Explanation> explanations = new ArrayList<>();
        for (Defeat defeat : defeats.subList(0, Math.min(effort.profiles(), defeats.size()))) {
            double seconds = (SETTLING_TURNS + 1) * scenario.turnSeconds(effort, defeat.point()) + PROFILE_SECONDS;
            Server server = servers.stream()
                    .filter(one -> one.name().equals(defeat.server()))
                    .findFirst()
                    .orElseThrow();
            Optional<Peer> peer = contest.peer(server, defeat.point());
            if (peer.isPresent() && seconds <= profilingSeconds) {
                profilingSeconds -= seconds;
                progress.at(
                        seconds,
                        scenario.id(),
                        server.name(),
                        defeat.point().label() + ", why it is behind");
                profile(peer.get(), () -> contest.turn(server, defeat.point()))
                        .ifPresent(profile -> explanations.add(new Explanation(
                                defeat.server(), defeat.point().label(), defeat.behind(), profile)));
            }
        }
        return outcome.explained(explanations, defeats.size() - explanations.size());
    }

    private Optional<Profile> profile(Peer peer, WarmUp.Step turn) throws InterruptedException {
        try {
            Workshop workshop = bench.workshop();
            return new FlightRecorder(peer.process(), workshop.directory(), workshop.file("samples.jfc"))
                    .during(() -> WarmUp.run(peer, SETTLING_TURNS, List.of(turn)), turn::run);
        } catch (IOException e) {
            progress.say("no profile: " + e.getMessage());
            return Optional.empty();
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
            scenario.leftOut(server, point)
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
