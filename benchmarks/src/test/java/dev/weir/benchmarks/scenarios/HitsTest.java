package dev.weir.benchmarks.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.benchmarks.load.Wrk;
import dev.weir.benchmarks.report.Point;
import dev.weir.benchmarks.servers.Caches;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HitsTest {
    private final Hits hits = new Hits();

    @Test
    void everyPointSaysWhatIsAsked() {
        List<Point> points = hits.points(Effort.STANDARD);

        assertThat(points).extracting(Point::label).doesNotHaveDuplicates().contains("1 KiB", "10 MiB, HTTP/2", "1 KiB, a miss");
        assertThat(points).allSatisfy(point -> assertThat(Hits.caseOf(point).point()).isEqualTo(point));
    }

    @Test
    void whoHasNoTlsIsLeftOutThereByName() {
        assertThat(hits.leftOut(Caches.VARNISH, point("100 KiB, TLS"))).hasValue("it has neither TLS nor HTTP/2");
        assertThat(hits.leftOut(Caches.FLOOR, point("1 KiB, HTTP/2"))).hasValue("it has neither TLS nor HTTP/2");
        assertThat(hits.leftOut(Caches.FLOOR, point("1 KiB, a miss"))).hasValue("it never asks an origin");
    }

    private static Point point(String label) {
        return new Hits()
                .points(Effort.FULL).stream()
                        .filter(point -> point.label().equals(label))
                        .findFirst()
                        .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(Effort.class)
    void everyServerOfARunHasSomethingToDoInIt(Effort effort) {
        assertThat(hits.servers(effort)).allSatisfy(server -> assertThat(hits.points(effort))
                .anySatisfy(point -> assertThat(Hits.caseOf(point).way().isSecure() && server.overTls().isEmpty())
                        .isFalse()));
    }

    @Test
    void largeContentsAreCountedByTheirBytes() {
        Wrk.Result result = new Wrk.Result(10, 1, 12.5 * Hits.MIB * 10);

        assertThat(HitsContest.answers(result, 10 * Hits.MIB)).isEqualTo(12.5);
        assertThat(HitsContest.answers(result, Hits.KIB)).isEqualTo(10);
    }
}
