package dev.weir.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.program.Child;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The public suite against {@code weir proxy} as it is shipped, with its default settings. */
@Tag("conformance")
class ConformanceIT {

    private static List<Case> cases = List.of();
    private static Map<String, Verdict> verdicts = Map.of();

    @SuppressWarnings("NullAway.Init") // set before every test
    private static JsonNode results;

    @SuppressWarnings("NullAway.Init") // set before every test
    private static JsonNode renamed;

    @SuppressWarnings("NullAway.Init") // set before every test
    private static Expectation expectation;

    @BeforeAll
    static void runTheSuite() throws IOException, InterruptedException {
        Suite.install();
        cases = Suite.cases();
        expectation = Expectation.read();
        try (Child origin = Suite.origin();
                Child weir = Child.weir(
                        "proxy", "--origin", "http://127.0.0.1:" + Suite.port(origin), "--listen", "127.0.0.1:0")) {
            String base = weir.url();
            results = undisturbed(base, Suite.results(base));
            renamed = undisturbed(base, Suite.renamedResults(base));
        }
        verdicts = Verdict.on(cases, results);
    }

    /**
     * The suite runs a hundred tests at a time, and in some its server sends more bytes than it says. They spoil the
     * connection that they come on, which another test's request may be given. So what differs is asked once more, with
     * nothing beside it, and that counts.
     */
    private static JsonNode undisturbed(String base, JsonNode results) throws IOException, InterruptedException {
        List<String> differing =
                expectation.differing(cases, results).stream().map(Case::id).toList();
        ObjectNode settled = results.deepCopy();
        if (!differing.isEmpty()) {
            settled.setAll((ObjectNode) Suite.resultsOf(base, differing));
        }
        return settled;
    }

    @Test
    void everyResultIsTheExpectedOne() {
        assertThat(cases).hasSizeGreaterThan(300);
        assertThat(expectation.differences(cases, results)).isEmpty();
    }

    @Test
    void itMakesNoDifferenceHowTheTestsAreCalledAndInWhichOrderTheyCome() {
        assertThat(expectation.differences(cases, renamed)).isEmpty();
    }

    @Test
    void whateverIsNotPassedAndEveryCheckHasAReason() {
        assertThat(expectation.gaps(cases)).isEmpty();
    }

    /** With {@code -Dconformance.write=true}, the page is brought up to date instead. */
    @Test
    void thePageSaysWhatTheRunSays() throws IOException, InterruptedException {
        String text = new Page(cases, verdicts, expectation, Suite.others()).text();
        if (Boolean.getBoolean("conformance.write")) {
            Files.writeString(Page.FILE, text);
        }
        assertThat(Files.readString(Page.FILE))
                .as("%s; to write it: mvn -Pconformance verify -Dconformance.write=true", Page.FILE)
                .isEqualTo(text);
    }
}
