package dev.weir.benchmarks.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

    @Test
    void whatIsLeftIsTheEstimateAtThePaceSoFar() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        AtomicLong nanos = new AtomicLong();
        Progress progress = new Progress(new PrintStream(said, true, StandardCharsets.UTF_8), nanos::get, 100);

        progress.at(50, "plain", "Weir", "round 1 of 2");
        nanos.set(TimeUnit.SECONDS.toNanos(75));
        progress.at(50, "plain", "Tomcat", "round 1 of 2");

        assertThat(said.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "[0:00, about 1:40 left] plain: round 1 of 2: Weir",
                        "[1:15, about 1:15 left] plain: round 1 of 2: Tomcat");
    }

    @Test
    void whatTurnsOutToBeToDoIsLeftToo() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        Progress progress = new Progress(new PrintStream(said, true, StandardCharsets.UTF_8), () -> 0, 100);

        progress.more(50);
        progress.at(50, "plain", "Weir", "why it is behind");

        assertThat(said.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("[0:00, about 2:30 left] plain: why it is behind: Weir");
    }
}
