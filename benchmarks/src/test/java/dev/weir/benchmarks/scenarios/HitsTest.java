package dev.weir.benchmarks.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weir.benchmarks.load.Wrk;
import dev.weir.benchmarks.report.Point;
import dev.weir.benchmarks.servers.Caches;
import dev.weir.benchmarks.servers.Workshop;
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
        assertThat(hits.leftOut(Effort.FULL, Caches.VARNISH, point("100 KiB, TLS"))).hasValue("it has neither TLS nor HTTP/2");
        assertThat(hits.leftOut(Effort.FULL, Caches.FLOOR, point("1 KiB, HTTP/2"))).hasValue("it has neither TLS nor HTTP/2");
        assertThat(hits.leftOut(Effort.FULL, Caches.FLOOR, point("1 KiB, a miss"))).hasValue("it never asks an origin");
    }

    @Test
    void aStandardRunTakesTheOtherCacheOnVertxOverPlainTcpOnly() {
        assumeTrue(Workshop.missing("wrk", "wrk").isEmpty(), "needs the tool wrk");
        assertThat(hits.leftOut(Effort.STANDARD, Caches.VERTX_HTTP_PROXY, point("100 KiB, TLS"))).isPresent();
        assertThat(hits.leftOut(Effort.STANDARD, Caches.VERTX_HTTP_PROXY, point("10 MiB"))).isPresent();
        assertThat(hits.leftOut(Effort.STANDARD, Caches.VERTX_HTTP_PROXY, point("100 KiB"))).isEmpty();
        assertThat(hits.leftOut(Effort.FULL, Caches.VERTX_HTTP_PROXY, point("10 MiB"))).isEmpty();
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
