package dev.weir.benchmarks.micro;

import dev.weir.fields.CacheControl;
import dev.weir.fields.FieldLines;
import dev.weir.fields.Fields;
import dev.weir.policy.Answer;
import dev.weir.policy.Asked;
import dev.weir.policy.Received;
import dev.weir.policy.Reuse;
import dev.weir.policy.Storability;
import dev.weir.policy.Stored;
import dev.weir.policy.Terms;
import dev.weir.policy.Variation;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the rules of RFC 9111 cost: reading a Cache-Control, the first question on a hit, the second on a miss.
 *
 * <pre>
 * mvn -q install -DskipTests &amp;&amp; mvn -q -f benchmarks/pom.xml package
 * java -cp benchmarks/target/benchmarks.jar org.openjdk.jmh.Main PolicyBenchmark -prof gc
 * </pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PolicyBenchmark {
    private static final Received NOW = new Received(0, 0, Instant.parse("2026-11-21T08:00:00Z"));

    /** As a cache has them. */
    private final Terms terms = Terms.DEFAULT.withVariation(Variation.STANDARD.remembering());

    private String control = "public, max-age=3600, s-maxage=600, stale-while-revalidate=60";

    private final Fields browser = FieldLines.builder()
            .add("Host", "shop.example")
            .add("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
            .add("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
            .add("Accept-Language", "en-US,en;q=0.5")
            .add("Accept-Encoding", "gzip, deflate, br, zstd")
            .build();

    private final Asked asked = new Asked("GET", "https://shop.example/basket?id=7", browser);
    private final Stored plain = stored("");
    private final Stored varying = stored("Accept-Encoding");

    private Storability.Verdict decide(String vary) {
        FieldLines.Builder response = FieldLines.builder()
                .add("Date", "Sat, 21 Nov 2026 08:00:00 GMT")
                .add("Content-Type", "text/html")
                .add("Content-Length", "1024")
                .add("ETag", "\"1a2b3c\"")
                .add("Cache-Control", control);
        return Storability.decide(
                asked,
                200,
                (vary.isEmpty() ? response : response.add("Vary", vary)).build(),
                NOW,
                terms);
    }

    private Stored stored(String vary) {
        return ((Storability.Store) decide(vary)).stored();
    }

    /** A typical Cache-Control. */
    @Benchmark
    public CacheControl readsCacheControl() {
        return CacheControl.parse(control);
    }

    /** Question 1, where nothing varies. */
    @Benchmark
    public Answer mayServe() {
        return Reuse.decide(asked, plain, 1_000_000);
    }

    /** Question 1, where the response varies by Accept-Encoding. */
    @Benchmark
    public Answer mayServeWhatVaries() {
        return Reuse.decide(asked, varying, 1_000_000);
    }

    /** Question 2, with the fields that it reads made anew. */
    @Benchmark
    public Storability.Verdict mayStore() {
        return decide("Accept-Encoding");
    }
}
