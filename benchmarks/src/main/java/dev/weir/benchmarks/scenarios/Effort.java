package dev.weir.benchmarks.scenarios;

import dev.weir.benchmarks.servers.Server;
import dev.weir.benchmarks.servers.Servers;
import java.util.List;
import java.util.Locale;

/** How much is measured: the more rounds and the longer each turn, the less is left to chance. */
public enum Effort {
    /** To see that everything works: its figures mean nothing. */
    SMOKE(1, 0.2, 1, 1),
    QUICK(3, 0.5, 0.5, 3),
    STANDARD(3, 0.7, 1, 6),
    FULL(3, 1, 1, 8);

    private final int rounds;
    private final double seconds;
    private final double warmUpSeconds;
    private final int warmUpSteps;

    Effort(int rounds, double seconds, double warmUpSeconds, int warmUpSteps) {
        this.rounds = rounds;
        this.seconds = seconds;
        this.warmUpSeconds = warmUpSeconds;
        this.warmUpSteps = warmUpSteps;
    }

    public int rounds() {
        return rounds;
    }

    /** How long a turn counts. */
    public double seconds() {
        return seconds;
    }

    /** How long a step of warming up takes, all kinds of requests together. */
    public double warmUpSeconds() {
        return warmUpSeconds;
    }

    /** The most such steps, if Java's compilers are not done before. */
    public int warmUpSteps() {
        return warmUpSteps;
    }

    /**
     * The most seconds of a scenario that go into asking why Weir is behind, by the estimates of its turns. In a standard
     * run they are enough for two processes that are behind everywhere, with turns of ten thousand connections.
     */
    public double profilingSeconds() {
        return choose(0.0, 0.0, 90.0, 180.0);
    }

    /** The servers with handlers that take part. */
    public List<? extends Server> servers() {
        return switch (this) {
            case SMOKE -> Servers.smoke();
            case QUICK -> Servers.quick();
            case STANDARD -> Servers.standard();
            case FULL -> Servers.all();
        };
    }

    /** Those that take part where some of each kind show what there is to see. */
    public List<? extends Server> someServers() {
        return switch (this) {
            case SMOKE, QUICK -> Servers.smoke();
            case STANDARD -> Servers.quick();
            case FULL -> Servers.all();
        };
    }

    /** What is right for this effort. */
    public <T> T choose(T smoke, T quick, T standard, T full) {
        return switch (this) {
            case SMOKE -> smoke;
            case QUICK -> quick;
            case STANDARD -> standard;
            case FULL -> full;
        };
    }

    public String title() {
        return name().toLowerCase(Locale.ROOT);
    }
}
