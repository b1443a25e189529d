package dev.weir.benchmarks.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.benchmarks.load.ProcFs;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LineupTest {
    private final AtomicInteger started = new AtomicInteger();
    private Bench bench;
    private Lineup lineup;

    @BeforeEach
    void begin() throws Exception {
        assumeTrue(Workshop.has("cc", "gcc"), "needs the tool cc");
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "needs two cores");
        bench = new Bench(Path.of("."), "");
        lineup = new Lineup(server -> {
            started.incrementAndGet();
            return bench.startBeforeWaitingOrigin(server);
        });
    }

    @AfterEach
    void end() throws Exception {
        if (bench != null) {
            lineup.close();
            bench.close();
        }
    }

    @Test
    void aServerIsStartedOnceAndAgainOnlyAfterItsEnd() throws Exception {
        Peer first = lineup.get(Caches.FLOOR);

        assertThat(lineup.get(Caches.FLOOR)).isSameAs(first);
        assertThat(started).hasValue(1);

        lineup.end(Caches.FLOOR);
        assertThat(first.process().isAlive()).isFalse();
        assertThat(lineup.get(Caches.FLOOR).process().isAlive()).isTrue();
        assertThat(started).hasValue(2);
    }

    @Test
    void aServersOriginEndsWithIt() throws Exception {
        long before = ProcessHandle.current().children().count();
        lineup.get(Caches.FLOOR);
        assertThat(ProcessHandle.current().children().count()).isEqualTo(before + 2);

        lineup.close();
        assertThat(ProcessHandle.current().children().count()).isEqualTo(before);
    }

    @Test
    void aServerHasTheLoadsCoreTooUntilItIsPinnedAgain() throws Exception {
        Peer peer = lineup.get(Caches.FLOOR);
        assertThat(ProcFs.cores(peer.process())).containsExactly("0");

        peer.spread();
        assertThat(ProcFs.cores(peer.process())).containsExactly("0-1");

        peer.pin();
        assertThat(ProcFs.cores(peer.process())).containsExactly("0");
    }
}
