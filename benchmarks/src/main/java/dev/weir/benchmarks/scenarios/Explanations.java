package dev.weir.benchmarks.scenarios;

import dev.weir.benchmarks.profile.FlightRecorder;
import dev.weir.benchmarks.profile.Recording;
import dev.weir.benchmarks.report.Defeat;
import dev.weir.benchmarks.report.Explanation;
import dev.weir.benchmarks.report.Explanation.Of;
import dev.weir.benchmarks.report.Outcome;
import dev.weir.benchmarks.report.Profile;
import dev.weir.benchmarks.servers.Bench;
import dev.weir.benchmarks.servers.Peer;
import dev.weir.benchmarks.servers.Server;
import dev.weir.benchmarks.servers.Workshop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks why Weir is behind where it is: its processes have more turns there, and are looked into meanwhile; or its starts have
 * been looked into already.
 */
final class Explanations {
    private final Bench bench;
    private final Progress progress;
    private final Scenario scenario;
    private final Scenario.Contest contest;
    private final List<Server> servers;

    /** @param servers those that took part */
    Explanations(
            Bench bench, Progress progress, Scenario scenario, Scenario.Contest contest, List<Server> servers) {
        this.bench = bench;
        this.progress = progress;
        this.scenario = scenario;
        this.contest = contest;
        this.servers = servers;
    }

    /** The same outcome with why Weir is behind. */
    Outcome of(Outcome outcome, Effort effort) throws InterruptedException {
        List<Defeat> defeats = Defeat.of(outcome);
        List<Look<Peer>> looks = Look.at(
                defeats,
                effort.profilingSeconds(),
                defeat -> contest.peer(server(defeat), defeat.point()),
                defeat -> scenario.turnSeconds(effort, defeat.point()));
        progress.more(looks.stream().mapToDouble(Look::seconds).sum());
        Map<Defeat, Explanation> found = new HashMap<>();
        for (Defeat defeat : defeats) {
            contest.startProfile(server(defeat))
                    .ifPresent(seen -> found.put(defeat, explanation(defeat, seen, Of.START)));
        }
        for (Look<Peer> look : looks) {
            Server server = server(look.points().get(0).defeat());
            String what = "why it is behind, points: " + look.points().size();
            progress.at(look.seconds(), scenario.id(), server.name(), what);
            found.putAll(explained(look));
            bench.lasting().end(server); // what the recorder leaves behind in it would be the next scenario's
        }
        List<Explanation> explanations =
                defeats.stream().filter(found::containsKey).map(found::get).toList();
        return outcome.explained(explanations, defeats.size() - explanations.size());
    }

    private Server server(Defeat defeat) {
        return servers.stream()
                .filter(server -> server.name().equals(defeat.server()))
                .findFirst()
                .orElseThrow();
    }

    /** By one recording. Points are left out where no turn came to anything, or where all together gave too little. */
    private Map<Defeat, Explanation> explained(Look<Peer> look) throws InterruptedException {
        Map<Defeat, Explanation> explained = new HashMap<>();
        try (Recording recording = begin(look.process())) {
            settle(look);
            List<Defeat> lookedAt = new ArrayList<>();
            for (Look.Spot point : look.points()) {
                if (went(point, () -> recording.during(() -> turns(point, point.turns())))) {
                    lookedAt.add(point.defeat());
                }
            }
            Recording.Seen seen = recording.end();
            Iterator<Optional<Profile>> each = seen.each().iterator();
            for (Defeat defeat : lookedAt) {
                Optional<Profile> alone = each.next();
                alone.or(seen::together)
                        .ifPresent(profile -> explained.put(
                                defeat, explanation(defeat, profile, alone.isPresent() ? Of.POINT : Of.PROCESS)));
            }
        } catch (IOException e) {
            progress.say("no profile: " + e.getMessage());
        }
        return explained;
    }

    private static Explanation explanation(Defeat defeat, Profile profile, Of of) {
        return new Explanation(defeat.server(), defeat.point().label(), defeat.behind(), profile, of);
    }

    private Recording begin(Peer peer) throws IOException, InterruptedException {
        Workshop workshop = bench.workshop();
        return new FlightRecorder(peer.process(), workshop.directory(), workshop.file("samples.jfc")).begin();
    }

    /** Until the compilers are done with what beginning to record gives them to do. */
    private void settle(Look<Peer> look) throws IOException, InterruptedException {
        List<WarmUp.Step> kinds = look.points().stream()
                .<WarmUp.Step>map(point -> () -> went(point, () -> turns(point, 1)))
                .toList();
        WarmUp.run(look.process(), look.settlingRounds(), kinds);
    }

    private void turns(Look.Spot point, int turns) throws IOException, InterruptedException {
        for (int turn = 0; turn < turns; turn++) {
            contest.turn(server(point.defeat()), point.defeat().point());
        }
    }

    /** Whether it came to something. A turn that does not is no reason to see nothing of the others. */
    private boolean went(Look.Spot point, WarmUp.Step turns) throws InterruptedException {
        try {
            turns.run();
            return true;
        } catch (IOException e) {
            Defeat defeat = point.defeat();
            progress.say("no turn of " + defeat.server() + " at " + defeat.point().label() + ": " + e.getMessage());
            return false;
        }
    }
}
