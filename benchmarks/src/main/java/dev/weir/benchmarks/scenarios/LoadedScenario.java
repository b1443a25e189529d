package dev.weir.benchmarks.scenarios;

import dev.weir.benchmarks.load.OpenLoad.Order;
import dev.weir.benchmarks.report.Point;
import dev.weir.benchmarks.servers.Bench;
import java.io.IOException;
import java.util.List;

/** A scenario whose servers run all the while and are put under load in turns: it says what is ordered of the load. */
abstract class LoadedScenario implements Scenario {

    /** From the start of a process to a first answer on every connection, and to its end. */
    private static final double START_SECONDS = 2.8;

    /** Of the most steps of warming up. */
    private static final double USUAL_STEPS = 0.6;

    /** What a turn takes beside what counts: connecting, a first answer on every connection, and hearing out. */
    private static final double AROUND_A_TURN = 0.1;

    private static final double AROUND_A_TURN_OF_A_THOUSAND = 0.6;

    /** What is asked of the server at this address in a turn at this point. */
    abstract Order order(String url, Point point, Effort effort);

    /** A step of warming up: closed loops, which wait for a first answer on every connection. */
    abstract List<Order> warmUp(String url, Effort effort);

    /** The most steps of warming up before the first turn. */
    int warmUpSteps(Effort effort) {
        return effort.warmUpSteps();
    }

    /** Whether the rest of them is taken at this point, before each server's first turn there: by its turns. */
    boolean isWarmedUpAt(Point point) {
        return false;
    }

    @Override
    public double turnSeconds(Effort effort, Point point) {
        Order order = order("", point, effort);
        return order.skip()
                + order.seconds()
                + AROUND_A_TURN
                + order.connections() / 1_000 * AROUND_A_TURN_OF_A_THOUSAND;
    }

    @Override
    public double startSeconds() {
        return START_SECONDS;
    }

    @Override
    public double readySeconds(Effort effort) {
        double step = warmUp("", effort).stream().mapToDouble(Order::seconds).sum();
        return warmUpSteps(effort) * step * USUAL_STEPS;
    }

    @Override
    public Contest open(Bench bench, Effort effort) throws IOException, InterruptedException {
        return new Loaded(this, bench, effort);
    }
}
