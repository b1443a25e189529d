package dev.weir.benchmarks.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One run of the suite, as it stands in {@code results.json}: every repetition, and all that the report needs. */
public record Run(
        String when,
        String effort,
        Map<String, String> machine,
        List<Contender> contenders,
        List<Absent> absent,
        List<Outcome> outcomes) {

    /** Percent above which others were at work on the machine. */
    private static final int BUSY = 20;

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** Why the figures are worth less than they could be; empty where nothing is known against them. */
    List<String> doubts() {
        List<String> doubts = new ArrayList<>();
        if (effort.equals("smoke")) {
            doubts.add("this was a run to see that everything works, with one short round");
        }
        String busy = machine.getOrDefault(Machine.BUSY_BEFORE, "0 %");
        if (Integer.parseInt(busy.split(" ")[0]) > BUSY) {
            doubts.add("others used " + busy + " of the machine when this began: run it again when nothing else runs");
        }
        if (machine.getOrDefault(Machine.CONGESTION_CONTROL, "").startsWith("bbr")) {
            doubts.add("TCP's congestion control is BBR here, which paces: over loopback its timers can cost more than the"
                    + " sending of a large answer. As root: sysctl -w net.ipv4.tcp_congestion_control=cubic");
        }
        return doubts;
    }

    public void write(Path file) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(this) + "\n");
    }

    public static Run read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), Run.class);
    }
}
