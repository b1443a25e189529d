package dev.weir.benchmarks.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.benchmarks.report.Profile;
import dev.weir.benchmarks.report.Profile.Share;
import dev.weir.benchmarks.servers.Peer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightRecorderTest {
    private static final Path SETTINGS = Path.of("src/main/conf/samples.jfc");

    @TempDir
    private Path directory;

    /** Is busy for a second when it is told to, and says when that is over. */
    static final class Busy {
        private Busy() {}

        public static void main(String[] arguments) throws IOException {
            System.out.println("ready");
            while (System.in.read() >= 0) {
                long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
                double sum = 0;
                while (System.nanoTime() < end) {
                    sum += churn(sum);
                }
                System.out.println(sum);
            }
        }

        private static double churn(double from) {
            double sum = from;
            for (int i = 1; i < 100_000; i++) {
                sum = Math.sqrt(sum + i) / i;
            }
            return sum;
        }
    }

    @Test
    void eachWorkIsSeenByItself() throws Exception {
        Process process = new ProcessBuilder(Peer.java(Busy.class))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Recording.Seen seen;
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
                OutputStream in = process.getOutputStream()) {
            out.readLine();
            Recording.Work churn = () -> {
                in.write('\n');
                in.flush();
                out.readLine();
            };

            try (Recording recording = new FlightRecorder(process.toHandle(), directory, SETTINGS).begin()) {
                churn.run();
                recording.during(() -> TimeUnit.MILLISECONDS.sleep(200));
                recording.during(churn);
                assertThatThrownBy(() -> recording.during(() -> {
                            throw new IOException("it comes to nothing");
                        }))
                        .hasMessage("it comes to nothing");
                seen = recording.end();
            }
        } finally {
            process.destroy();
        }

        assertThat(seen.each()).hasSize(2).first().isEqualTo(Optional.empty());
        Profile busy = seen.each().get(1).orElseThrow();
        assertThat(seen.together().orElseThrow().hottest()).isEqualTo(busy.hottest());
        assertThat(busy.hottest()).first().asString().endsWith("Busy.churn");
        assertThat(busy.shares()).first().satisfies(share -> assertThat(share.what()).isEqualTo("all else"));
        assertThat(busy.shares().stream().mapToDouble(Share::percent).sum()).isBetween(98.0, 102.0);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aProcessThatCannotBeLookedIntoIsAFailureThatSaysSo() throws Exception {
        Process process = new ProcessBuilder("cat").start();
        try {
            assertThatThrownBy(() -> new FlightRecorder(process.toHandle(), directory, SETTINGS).begin())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("JFR.start");
        } finally {
            process.destroy();
        }
    }
}
