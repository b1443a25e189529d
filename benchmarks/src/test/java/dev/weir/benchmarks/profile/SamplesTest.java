package dev.weir.benchmarks.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.benchmarks.load.ProcFs.ThreadTime;
import dev.weir.benchmarks.report.Profile;
import dev.weir.benchmarks.report.Profile.Share;
import java.util.List;
import org.junit.jupiter.api.Test;

class SamplesTest {
    private static final List<String> WRITE = List.of("io.netty.channel.unix.FileDescriptor.writeAddress");
    private static final List<String> READ = List.of("io.netty.channel.unix.Socket.recvAddress");
    private static final List<String> WAIT = List.of("io.netty.channel.epoll.Native.epollWait");
    private static final List<String> SEAL = List.of("io.netty.internal.tcnative.SSL.writeToSSL");
    private static final List<String> PARSE = List.of("java.lang.String.indexOf", "dev.weir.wire.HeadScanner.scan");

    private final Samples samples = new Samples();

    private void add(int times, List<String> frames, boolean nativeCode) {
        for (int i = 0; i < times; i++) {
            samples.add(frames, nativeCode);
        }
    }

    /** Ten times as many samples of Java code do not make it ten times as much. */
    @Test
    void theKernelsTimeIsDividedAmongItsSamplesAndTheProgramsAmongIts() {
        add(30, WRITE, true);
        add(10, READ, true);
        add(320, PARSE, false);
        add(80, SEAL, true);
        add(500, WAIT, true);

        Profile profile = samples.over(new JvmTimes(4, 4, 2)).orElseThrow();

        assertThat(profile.shares())
                .containsExactly(
                        new Share("reading and writing HTTP", 32),
                        new Share("writing to the socket", 30),
                        new Share("garbage collection", 20),
                        new Share("reading from the socket", 10),
                        new Share("TLS", 8));
        assertThat(profile.hottest())
                .containsExactly("String.indexOf", "FileDescriptor.writeAddress", "Socket.recvAddress");
    }

    @Test
    void fewSamplesOfLittleTimeTellNothing() {
        add(49, PARSE, false);
        assertThat(samples.over(new JvmTimes(0.5, 0.4, 0))).isEmpty();

        add(1, PARSE, false);
        assertThat(samples.over(new JvmTimes(0.5, 0.4, 0))).isPresent();
    }

    @Test
    void fewSamplesOfMuchTimeTellThatItWasSpentWhereNoneAreTaken() {
        add(49, PARSE, false);

        Profile profile = samples.over(new JvmTimes(9, 1, 0)).orElseThrow();

        assertThat(profile.shares()).containsExactly(new Share("the program", 90), new Share("the kernel", 10));
        assertThat(profile.hottest()).isEmpty();
    }

    @Test
    void timeOfWhichNoSampleWasTakenIsToldAsSuch() {
        add(50, PARSE, false);

        Profile profile = samples.over(new JvmTimes(3, 1, 0)).orElseThrow();

        assertThat(profile.shares())
                .containsExactly(new Share("reading and writing HTTP", 75), new Share("the kernel", 25));
    }

    @Test
    void threadsAreToldByTheirNames() {
        JvmTimes times = JvmTimes.of(List.of(
                new ThreadTime("vert.x-eventloo", 1, 2),
                new ThreadTime("vert.x-worker-t", 4, 8),
                new ThreadTime("C2 CompilerThre", 16, 0),
                new ThreadTime("VM Thread", 32, 0),
                new ThreadTime("JFR Thread Samp", 64, 0)));

        assertThat(times).isEqualTo(new JvmTimes(5, 10, 32));
        assertThat(times.since(new JvmTimes(1, 1, 1))).isEqualTo(new JvmTimes(4, 9, 31));
    }
}
