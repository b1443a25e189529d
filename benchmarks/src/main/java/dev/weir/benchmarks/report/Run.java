package dev.weir.benchmarks.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    public void write(Path file) throws IOException {
        Files.writeString(file, JSON.writeValueAsString(this) + "\n");
    }

    public static Run read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), Run.class);
    }
}
