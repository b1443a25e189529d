package dev.weir.benchmarks.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InterruptedRunTest {

    /** A run that has started a server, says so, and goes on for ever. */
    static final class Run {
        private Run() {}

        public static void main(String[] arguments) throws Exception {
            Workshop workshop = new Workshop();
            Peer server = workshop.floor("floor", 10);
            System.out.println(workshop.directory());
            System.out.println(server.process().pid());
            TimeUnit.DAYS.sleep(1);
        }
    }

    @Test
    void aRunThatIsInterruptedEndsItsServersAndLeavesNoFiles() throws Exception {
        assumeTrue(Workshop.has("cc", "gcc"), "needs the tool cc");
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "needs two cores");
        List<String> command = Peer.java(Run.class);
        Process run = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = run.inputReader(StandardCharsets.UTF_8);
        Path directory = Path.of(out.readLine());
        ProcessHandle server = ProcessHandle.of(Long.parseLong(out.readLine())).orElseThrow();
        assertThat(directory).isNotEmptyDirectory();

        run.destroy();

        assertThat(run.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(directory).doesNotExist();
        assertThat(server.isAlive()).isFalse();
    }
}
