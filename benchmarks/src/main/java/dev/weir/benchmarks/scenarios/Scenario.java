package dev.weir.benchmarks.scenarios;

import dev.weir.benchmarks.report.Metric;
import dev.weir.benchmarks.report.Plot;
import dev.weir.benchmarks.report.Point;
import dev.weir.benchmarks.report.Profile;
import dev.weir.benchmarks.servers.Bench;
import dev.weir.benchmarks.servers.Peer;
import dev.weir.benchmarks.servers.Server;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A question that is put to servers. {@link Contests} asks it: at each point, in each round, every server has its turn, so
 * that what disturbs the machine hits all alike.
 */
public interface Scenario {

    /** As it is named on the command line. */
    String id();

    String title();

    /** What is measured and what to look for, in a few sentences. */
    String text();

    List<Metric> metrics();

    List<Plot> plots();

    /** Where it measures, in this order: what a point leaves behind in a server, memory above all, the next ones see. */
    List<Point> points(Effort effort);

    /** Who takes part. */
    default List<? extends Server> servers(Effort effort) {
        return effort.servers();
    }

    /** Why a server has no turn at a point, with the command that mends it if there is one; empty where it has one. */
    default Optional<String> leftOut(Effort effort, Server server, Point point) {
        return Optional.empty();
    }

    /** How long a turn at a point takes, about. */
    double turnSeconds(Effort effort, Point point);

    /**
     * Whether its servers may have been asked other things before, and go on to be asked more: they are started once. Who
     * compares memory or threads stands first among those, or takes servers of its own.
     */
    default boolean takesLastingServers() {
        return false;
    }

    /** How long it takes to start one server, about; none where {@link #readySeconds} has it. */
    default double startSeconds() {
        return 0;
    }

    /** How long it takes to make one server ready, about. */
    double readySeconds(Effort effort);

    /** Makes ready what a contest needs. */
    Contest open(Bench bench, Effort effort) throws IOException, InterruptedException;

    /** A scenario under way. */
    interface Contest extends AutoCloseable {

        /** Starts a server, where it runs all through the contest and does not yet, and warms it up. */
        void ready(Server server) throws IOException, InterruptedException;

        Turn turn(Server server, Point point) throws IOException, InterruptedException;

        /** What of a server is under load at a point, one peer for a process; empty where each turn has a new one. */
        default Optional<Peer> peer(Server server, Point point) {
            return Optional.empty();
        }

        /** What the starts of a server went into, where each turn has a process of its own. */
        default Optional<Profile> startProfile(Server server) {
            return Optional.empty();
        }

        @Override
        void close() throws InterruptedException;
    }
}
