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

/** What the figures were taken on. */
public final class Machine {
    private Machine() {}

    public static Map<String, String> facts() throws IOException, InterruptedException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("processor", line("/proc/cpuinfo", "model name").orElse("unknown"));
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("memory", line("/proc/meminfo", "MemTotal").orElse("unknown"));
        facts.put("kernel", said("uname", "-sr"));
        facts.put("open files", said("sh", "-c", "ulimit -n"));
        facts.put("load before", Files.readString(Path.of("/proc/loadavg")).trim());
        facts.put("compiler of the load", said("cc", "--version").lines().findFirst().orElse(""));
        facts.put("flags of every JVM", String.join(" ", JvmServer.JVM_FLAGS));
        return facts;
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
