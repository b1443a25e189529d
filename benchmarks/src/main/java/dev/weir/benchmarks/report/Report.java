package dev.weir.benchmarks.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a run: raw figures, and what is made of nothing but these. */
public final class Report {
    private final Path directory;

    public Report(Path directory) {
        this.directory = directory;
    }

    public Path index() {
        return directory.resolve("index.html");
    }

    public void write(Run run) throws IOException {
        Files.createDirectories(directory);
        run.write(directory.resolve("results.json"));
        render(run);
    }

    /** Writes the pages anew from the figures that are there. */
    public void render() throws IOException {
        Path results = directory.resolve("results.json");
        if (!Files.exists(results)) {
            throw new IOException("there are no figures at " + results + ": measure first, with benchmarks/run");
        }
        try {
            render(Run.read(results));
        } catch (JsonProcessingException e) {
            throw new IOException(
                    results + " is not what these benchmarks write, but perhaps older ones: measure anew, with"
                            + " benchmarks/run (" + e.getOriginalMessage() + ")",
                    e);
        }
    }

    private void render(Run run) throws IOException {
        Files.writeString(index(), new Html(run).page());
        Files.writeString(directory.resolve("summary.md"), new Markdown(run).page());
        for (Outcome outcome : run.outcomes()) {
            for (Plot plot : outcome.plots()) {
                Files.writeString(
                        directory.resolve(outcome.id() + "-" + plot.metric() + ".svg"),
                        Svg.alone(Plots.draw(run, outcome, plot)));
            }
        }
    }
}
