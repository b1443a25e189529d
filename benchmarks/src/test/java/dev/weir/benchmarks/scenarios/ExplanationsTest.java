package dev.weir.benchmarks.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.benchmarks.report.Explanation;
import dev.weir.benchmarks.report.Metric;
import dev.weir.benchmarks.report.Outcome;
import dev.weir.benchmarks.report.Point;
import dev.weir.benchmarks.report.Profile;
import dev.weir.benchmarks.report.Sample;
import dev.weir.benchmarks.servers.Bench;
import dev.weir.benchmarks.servers.Caches;
import dev.weir.benchmarks.servers.Peer;
import dev.weir.benchmarks.servers.Server;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExplanationsTest {
    private static final Metric CPU = Metric.less("cpu", "CPU time", "");
    private static final Point POINT = new Hits().points(Effort.STANDARD).get(0);

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private int turns;
    private Optional<Profile> seen = Optional.empty();

    private static Outcome behind() {
        List<Sample> samples = IntStream.rangeClosed(1, 3)
                .boxed()
                .flatMap(round -> Stream.of(
                        new Sample(Caches.WEIR, POINT.label(), round, Map.of("cpu", 2.0), ""),
                        new Sample("Swift", POINT.label(), round, Map.of("cpu", 1.0), "")))
                .toList();
        return new Outcome("id", "", "", List.of(CPU), List.of(POINT), List.of(), samples, List.of());
    }

    /** By a contest whose server has this process. */
    private Outcome explained(Effort effort, Optional<Peer> peer, Bench bench) throws Exception {
        Scenario.Contest contest = new Scenario.Contest() {
            @Override
            public void ready(Server server) {}

            @Override
            public Turn turn(Server server, Point point) {
                turns++;
                return new Turn(Map.of());
            }

            @Override
            public Optional<Peer> peer(Server server, Point point) {
                return peer;
            }

            @Override
            public Optional<Profile> startProfile(Server server) {
                return seen;
            }

            @Override
            public void close() {}
        };
        Progress progress = new Progress(new PrintStream(said, true, StandardCharsets.UTF_8), System::nanoTime, 0);
        return new Explanations(bench, progress, new Hits(), contest, List.of(Caches.WEIR_PROXY)).of(behind(), effort);
    }

    /** A process that no recorder can look into. */
    private static Peer noJvm() throws Exception {
        return Peer.unpinned("cat", "/", List.of("sh", "-c", "echo 1; exec cat"));
    }

    @Test
    void whatTheStartsWentIntoIsToldWhateverTheEffort() throws Exception {
        seen = Optional.of(new Profile(List.of(new Profile.Share("loading classes", 100)), List.of()));
        try (Bench bench = new Bench(Path.of("."), "")) {
            Outcome outcome = explained(Effort.QUICK, Optional.empty(), bench);

            assertThat(outcome.explanations()).singleElement().satisfies(why -> {
                assertThat(why.profile()).isEqualTo(seen.orElseThrow());
                assertThat(why.of()).isEqualTo(Explanation.Of.START);
            });
            assertThat(outcome.unexplained()).isZero();
        }
    }

    @Test
    void whereThereIsNoProcessToLookIntoThatIsCounted() throws Exception {
        try (Bench bench = new Bench(Path.of("."), "")) {
            Outcome outcome = explained(Effort.STANDARD, Optional.empty(), bench);

            assertThat(outcome.explanations()).isEmpty();
            assertThat(outcome.unexplained()).isEqualTo(1);
        }
    }

    @Test
    void aProcessThatCannotBeLookedIntoIsCountedAndSaid() throws Exception {
        try (Bench bench = new Bench(Path.of("."), "");
                Peer peer = noJvm()) {
            Outcome outcome = explained(Effort.STANDARD, Optional.of(peer), bench);

            assertThat(outcome.unexplained()).isEqualTo(1);
            assertThat(said.toString(StandardCharsets.UTF_8)).contains("no profile: ", "JFR.start");
            assertThat(turns).isZero();
        }
    }

    @Test
    void aQuickRunRecordsNothing() throws Exception {
        try (Bench bench = new Bench(Path.of("."), "");
                Peer peer = noJvm()) {
            Outcome outcome = explained(Effort.QUICK, Optional.of(peer), bench);

            assertThat(outcome.unexplained()).isEqualTo(1);
            assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
        }
    }
}
