package dev.weir.benchmarks.scenarios;

import dev.weir.benchmarks.report.Defeat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What is looked into of one process: one recording for all points at which it is behind, since what takes long is to begin
 * one.
 *
 * @param <P> what a process is known by
 * @param points where it is behind, the worst first
 */
record Look<P>(P process, List<Spot> points) {

    /**
     * One point.
     *
     * @param turnSeconds how long a turn takes there, about
     */
    record Spot(Defeat defeat, double turnSeconds) {

        /** As many as give samples enough. */
        int turns() {
            return (int) Math.ceil(LOOKING_SECONDS / turnSeconds);
        }
    }

    /** At the least: one short turn has too few samples of who mostly waits, or computes where none can be taken. */
    private static final double LOOKING_SECONDS = 3;

    /** To begin a recording and to read it. */
    private static final double RECORDER_SECONDS = 4;

    /** Until compilers are done: a recorder that begins changes classes, and what stands on them is compiled anew. */
    private static final double SETTLING_SECONDS = 8;

    /**
     * One for each process that is behind somewhere. The worst come first, and who finds no time any more is left out.
     *
     * @param seconds the most that all may take
     * @param processOf who is behind; empty where there is nobody to look into
     */
    static <P> List<Look<P>> at(
            List<Defeat> defeats,
            double seconds,
            Function<Defeat, Optional<P>> processOf,
            ToDoubleFunction<Defeat> turnSeconds) {
        Map<P, Look<P>> looks = new LinkedHashMap<>();
        double left = seconds;
        for (Defeat defeat : defeats) {
            Optional<P> process = processOf.apply(defeat);
            if (process.isPresent()) {
                Look<P> without = looks.getOrDefault(process.get(), new Look<>(process.get(), List.of()));
                Look<P> with = without.and(new Spot(defeat, turnSeconds.applyAsDouble(defeat)));
                double more = with.seconds() - without.seconds();
                if (more <= left) {
                    left -= more;
                    looks.put(process.get(), with);
                }
            }
        }
        return List.copyOf(looks.values());
    }

    private Look<P> and(Spot point) {
        return new Look<>(process, Stream.concat(points.stream(), Stream.of(point)).toList());
    }

    /** The most turns at each point until the compilers are done: one at least, so that the code of all is compiled. */
    int settlingRounds() {
        return (int) Math.max(1, Math.round(SETTLING_SECONDS / roundSeconds()));
    }

    private double roundSeconds() {
        return points.stream().mapToDouble(Spot::turnSeconds).sum();
    }

    /** All together, about. */
    double seconds() {
        double looking = points.stream()
                .mapToDouble(point -> point.turns() * point.turnSeconds())
                .sum();
        return points.isEmpty() ? 0 : RECORDER_SECONDS + settlingRounds() * roundSeconds() + looking;
    }
}
