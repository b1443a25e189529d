package dev.weir.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.benchmarks.report.Explanation.Of;
import dev.weir.benchmarks.servers.Family;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ReportTest {
    private static final Metric THROUGHPUT = Metric.more("throughput", "Answers", "a second");
    private static final Metric LATENCY = Metric.less("p99", "Latency, p99", "ms");
    private static final Point TEN = Point.of("%,d connections", 10);
    private static final Point MANY = Point.of("%,d connections", 10_000);

    @TempDir
    private Path directory;

    private static Run run() {
        List<Sample> samples = new ArrayList<>();
        for (int round = 1; round <= 3; round++) {
            for (Point point : List.of(TEN, MANY)) {
                samples.add(sample("Weir", point, round, 5_000 + round, 7));
                samples.add(sample("Slow & <steady>", point, round, 100 + round, 90 + round));
                samples.add(sample("Swift", point, round, 9_000 + round, 7));
            }
        }
        return new Run(
                "2026-01-02T03:04:05Z",
                "quick",
                Map.of("cores", "2"),
                List.of(
                        new Contender("Weir", Family.ASYNCHRONOUS, "1.0", "17", "as it comes"),
                        new Contender("Slow & <steady>", Family.POOL, "2.0", "17", "200 threads"),
                        new Contender("Swift", Family.ASYNCHRONOUS, "3.0", "17", "")),
                List.of(new Absent("nginx", "it is not installed: apt-get install nginx-light")),
                List.of(new Outcome(
                        "waiting",
                        "Waiting",
                        "It waits.",
                        List.of(THROUGHPUT, LATENCY),
                        List.of(TEN, MANY),
                        List.of(
                                Plot.lines("Answers over connections", "throughput", "connections"),
                                Plot.bars("Latency", "p99")),
                        samples,
                        List.of("Swift, round 4: no answer"))
                        .explained(
                                List.of(new Explanation(
                                        "Weir",
                                        TEN.label(),
                                        List.of("Answers, Swift (×0.56)"),
                                        new Profile(
                                                List.of(new Profile.Share("writing & reading", 60), new Profile.Share("a trifle", 2.9)),
                                                List.of("Socket.write", "Cache.find")),
                                        Of.POINT)),
                                1)));
    }

    private static Sample sample(String server, Point point, int round, double throughput, double p99) {
        return new Sample(server, point.label(), round, Map.of("throughput", throughput, "p99", p99), "");
    }

    @Test
    void resultsAreReadAgainAsTheyWereWritten() throws IOException {
        Path file = directory.resolve("results.json");
        run().write(file);

        assertThat(Run.read(file)).isEqualTo(run());
    }

    @Test
    void theSamePagesAreMadeFromTheResultsAlone() throws IOException {
        Report report = new Report(directory);
        report.write(run());
        String first = Files.readString(report.index());
        Files.delete(report.index());

        report.render();

        assertThat(Files.readString(report.index())).isEqualTo(first);
        assertThat(directory.resolve("summary.md")).isNotEmptyFile();
        assertThat(directory.resolve("waiting-throughput.svg")).isNotEmptyFile();
    }

    @Test
    void withoutResultsTheFailureSaysHowToGetSome() {
        assertThatThrownBy(() -> new Report(directory).render())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("results.json")
                .hasMessageContaining("benchmarks/run");
    }

    @Test
    void thePageNeedsNothingElseAndEscapesWhatItQuotes() {
        String page = new Html(run()).page();

        assertThat(page)
                .contains("Slow &amp; &lt;steady&gt;")
                .doesNotContain("<steady>")
                .doesNotContain("<script")
                .doesNotContain("src=")
                .doesNotContain("@import")
                .doesNotContain("url(");
    }

    @Test
    void whatWasLeftOutOrFailedIsNamedInBothPages() {
        for (String page : List.of(new Html(run()).page(), new Markdown(run()).page())) {
            assertThat(page).contains("nginx: it is not installed: apt-get install nginx-light");
            assertThat(page).contains("Swift, round 4: no answer");
        }
    }

    @Test
    void whatSpeaksAgainstTheFiguresIsToldInBothPages() {
        Run quiet = run();
        Run busy = new Run(
                quiet.when(),
                quiet.effort(),
                Map.of("busy before", "61 %", "congestion control", "bbr"),
                quiet.contenders(),
                quiet.absent(),
                quiet.outcomes());

        assertThat(new Html(busy).page())
                .contains("not to be relied on", "others used 61 % of the machine", "tcp_congestion_control=cubic");
        assertThat(new Markdown(busy).page())
                .contains("Not to be relied on", "others used 61 % of the machine", "tcp_congestion_control=cubic");
        assertThat(new Html(quiet).page()).doesNotContain("relied on");
        assertThat(new Markdown(quiet).page()).doesNotContain("relied on");
    }

    @Test
    void whereOursIsBehindIsToldAsWhereItIsAhead() {
        assertThat(new Html(run()).page())
                .contains("<td>Answers</td><td>10 connections</td><td>Slow &amp; &lt;steady&gt; (×49.04)</td>"
                        + "<td>Swift (×0.56)</td><td>—</td>");
        assertThat(new Markdown(run()).page())
                .contains("| Weir | Answers | 10 connections | Slow & <steady> (×49.04) | Swift (×0.56) | — |")
                .contains("| Weir | Latency, p99 | 10 connections | Slow & <steady> (×0.08) | — | Swift (×1.00) |");
    }

    @Test
    void whyOursIsBehindStandsThereAsWellAndAtHowManyPointsNobodyLooked() {
        String text = "behind by Answers, Swift (×0.56). Of its CPU time but Java's compilers': writing %s reading 60 %%."
                + " Seen most often in Socket.write, Cache.find.";

        assertThat(new Html(run()).page())
                .contains("<li><strong>Weir, 10 connections</strong>: " + text.formatted("&amp;"))
                .contains("<p>At one point more where one of Weir's servers is behind, no profile was taken.</p>");
        assertThat(new Markdown(run()).page())
                .contains("- Weir, 10 connections: " + text.formatted("&"))
                .contains("At one point more where");
    }

    @Test
    void whereThereIsTooLittleToSeeAtOnePointThatStandsBesideWhatIsSeenAtAll() {
        Profile profile = new Profile(List.of(new Profile.Share("reading", 100)), List.of("Socket.read"));

        assertThat(new Explanation("Weir", "10 connections", List.of("Memory"), profile, Of.PROCESS).text())
                .isEqualTo("behind by Memory. There it has too little to do to be seen; of its CPU time but Java's compilers'"
                        + " at all points listed here for it: reading 100 %. Seen most often in Socket.read.");
    }

    @Test
    void whereNoMethodWasSeenThatIsSaid() {
        Profile profile = new Profile(List.of(new Profile.Share("the program", 100)), List.of());

        assertThat(new Explanation("Weir", "10 connections", List.of("Answers"), profile, Of.POINT).text())
                .isEqualTo("behind by Answers. Of its CPU time but Java's compilers': the program 100 %."
                        + " It was in code that no recorder sees.");
    }

    @Test
    void figuresOfOtherBenchmarksAreNamedWithWhatToDo(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("results.json"), "{\"together\": true}");

        assertThatThrownBy(() -> new Report(directory).render())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("results.json")
                .hasMessageContaining("measure anew, with benchmarks/run");
    }

    @Test
    void ofAStartNoMethodIsToldAndNothingIsSaidOfThat() {
        Profile profile = new Profile(List.of(new Profile.Share("loading classes", 100)), List.of());

        assertThat(new Explanation("Weir", "at rest", List.of("First answer"), profile, Of.START).text())
                .isEqualTo("behind by First answer. Of its CPU time up to the first answer: loading classes 100 %.");
    }

    @Test
    void besideErrorsStandsWhatTheFirstWas() {
        Run good = run();
        List<Sample> samples = new ArrayList<>();
        for (int round = 1; round <= 3; round++) {
            String failure = round == 1 ? "" : "status 503 with <9> bytes";
            samples.add(new Sample("Weir", TEN.label(), round, Map.of("errors", 1_200.0 * (round - 1)), failure));
        }
        Run bad = with(good.outcomes().get(0), List.of(Metric.less("errors", "Errors", "").untold()), samples);

        assertThat(new Html(bad).page())
                .contains("1,200<br><small>0 to 2,400</small><br><small>first: status 503 with &lt;9&gt; bytes</small></td>");
        assertThat(new Markdown(bad).page())
                .contains("- Weir, 10 connections: up to 2,400 errors a round, first: status 503 with <9> bytes\n");
        assertThat(new Markdown(good).page()).doesNotContain("Not every answer");
    }

    @Test
    void whoHasNoFiguresAtAPointAndWhatNobodyHasThereIsLeftOut() {
        Outcome whole = run().outcomes().get(0);
        List<Sample> samples = List.of(
                new Sample("Weir", TEN.label(), 1, Map.of("throughput", 1.0), ""),
                new Sample("Weir", MANY.label(), 1, Map.of("throughput", 1.0, "p99", 2.0), ""),
                new Sample("Swift", MANY.label(), 1, Map.of("throughput", 1.0), ""));
        String page = new Html(with(whole, whole.metrics(), samples)).page();
        String ten = page.substring(page.indexOf("Figures: 10 "), page.indexOf("Figures: 10,000"));
        String many = page.substring(page.indexOf("Figures: 10,000"), page.indexOf("id=\"conditions\""));

        assertThat(ten).contains("Answers", "Weir").doesNotContain("Latency", "Swift");
        assertThat(many).contains("Answers", "Weir", "Latency", "Swift");
    }

    @Test
    void besideWeirsOwnServersAloneItStandsNowhere() {
        Outcome whole = run().outcomes().get(0);
        List<Sample> samples = List.of(
                sample("Weir", TEN, 1, 1, 1), sample("Weir with its cache", TEN, 1, 2, 2));

        assertThat(new Html(with(whole, whole.metrics(), samples)).page()).doesNotContain("beside the others");
        assertThat(new Markdown(with(whole, whole.metrics(), samples)).page()).doesNotContain("ahead of |");
    }

    /** A run of one scenario without plots. */
    private static Run with(Outcome outcome, List<Metric> metrics, List<Sample> samples) {
        Run run = run();
        return new Run(run.when(), run.effort(), run.machine(), run.contenders(), run.absent(), List.of(new Outcome(
                outcome.id(),
                outcome.title(),
                outcome.text(),
                metrics,
                outcome.points(),
                List.of(),
                samples,
                List.of())));
    }

    @Test
    void figuresAreMediansWithTheLeastAndTheMost() {
        assertThat(new Markdown(run()).page()).contains("| **Weir** | 5,002 (5,001 to 5,003) | 5,002 (5,001 to 5,003) |");
        assertThat(new Html(run()).page()).contains("5,002<br><small>5,001 to 5,003</small>");
    }

    @Test
    void eachPictureIsWellFormedAndHasEveryServer() throws Exception {
        Outcome outcome = run().outcomes().get(0);
        for (Plot plot : outcome.plots()) {
            String svg = Svg.alone(Plots.draw(run(), outcome, plot));

            Document picture = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(svg)));

            assertThat(picture.getDocumentElement().getTextContent()).contains("Weir", "Slow & <steady>", "Swift");
            assertThat(svg).doesNotContain("NaN").doesNotContain("Infinity");
        }
    }

    @Test
    void aLineEndsWhereItsServerHasNoMoreFigures() {
        Outcome whole = run().outcomes().get(0);
        Outcome some = new Outcome(
                whole.id(),
                whole.title(),
                whole.text(),
                whole.metrics(),
                whole.points(),
                whole.plots(),
                whole.samples().stream()
                        .filter(sample -> sample.server().equals("Weir") || sample.point().equals(TEN.label()))
                        .toList(),
                List.of());

        String svg = Plots.draw(run(), some, whole.plots().get(0));

        assertThat(svg.split(" L", -1)).as("one line of two points, and the leaders of three names").hasSize(5);
    }
}
