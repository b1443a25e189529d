package dev.weir.benchmarks.report;

import dev.weir.benchmarks.servers.JvmServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What the figures were taken on. */
public final class Machine {
    /** How much of the processors others used before anything was started. */
    static final String BUSY_BEFORE = "busy before";

    /** How TCP decides when to send. */
    static final String CONGESTION_CONTROL = "congestion control";

    private static final int LOOK_SECONDS = 2;

    private Machine() {}

    public static Map<String, String> facts() throws IOException, InterruptedException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("processor", line("/proc/cpuinfo", "model name").orElse("unknown"));
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("memory", line("/proc/meminfo", "MemTotal").orElse("unknown"));
        facts.put("kernel", said("uname", "-sr"));
        facts.put(CONGESTION_CONTROL, said("cat", "/proc/sys/net/ipv4/tcp_congestion_control"));
        facts.put("open files", said("sh", "-c", "ulimit -n"));
        facts.put(BUSY_BEFORE, Math.round(busyShare() * 100) + " %");
        facts.put("compiler of the load", said("cc", "--version").lines().findFirst().orElse(""));
        facts.put("flags of every JVM", String.join(" ", JvmServer.JVM_FLAGS));
        return facts;
    }

    private static double busyShare() throws IOException, InterruptedException {
        long[] before = ticks();
        TimeUnit.SECONDS.sleep(LOOK_SECONDS);
        long[] after = ticks();
        return (after[0] - before[0]) / (double) Math.max(1, after[1] - before[1]);
    }

    /** Clock ticks that were used, and all; proc(5): user, nice, system, idle, iowait, irq, softirq, steal. */
    private static long[] ticks() throws IOException {
        String[] fields = Files.readAllLines(Path.of("/proc/stat")).get(0).split(" +");
        long all = 0;
        long idle = 0;
        for (int i = 1; i <= 8; i++) {
            long ticks = Long.parseLong(fields[i]);
            all += ticks;
            idle += i == 4 || i == 5 ? ticks : 0;
        }
        return new long[] {all - idle, all};
    }

    private static Optional<String> line(String file, String name) throws IOException {
        return Files.readAllLines(Path.of(file)).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).trim())
                .findFirst();
    }

    private static String said(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(command)).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        process.waitFor();
        return said;
    }
}
