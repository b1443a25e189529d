package dev.weir.benchmarks.single;

import dev.weir.cache.Cache;
import dev.weir.cache.CacheSettings;
import dev.weir.http.Body;
import dev.weir.http.HttpHandler;
import dev.weir.http.Response;
import dev.weir.testkit.Call;
import dev.weir.testkit.TestRequest;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Of how many requests the cache has the answer, beside one that drops what was used least recently: on requests that are
 * skewed as the web's are, and on the same with crawlers among them, for caches of several sizes.
 *
 * <pre>
 * mvn -q install -DskipTests &amp;&amp; mvn -q -f benchmarks/pom.xml package
 * java -cp benchmarks/target/benchmarks.jar dev.weir.benchmarks.single.HitRatio [FILE.svg]
 * </pre>
 *
 * The requests go through {@link Cache} itself, without sockets; its own count of bytes is that of the other's objects, too.
 */
public final class HitRatio {
    /** Sizes of the cache, in percent of all objects that are asked for again. */
    private static final int[] PERCENT = {1, 2, 5, 10, 20, 40};

    /** Of a cache's memory, what is for what is stored. */
    private static final double STORE_SHARE = 6 / 8.0;

    private record Curve(String name, double[] ratios) {}

    private HitRatio() {}

    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments.length > 0 ? arguments[0] : "benchmarks/target/hit-ratio.svg");
        int[] zipf = Traces.zipf(1);
        int[] scans = Traces.withScans(1);
        List<Curve> curves = List.of(
                curve("Weir", zipf, true),
                curve("LRU", zipf, false),
                curve("Weir, with crawlers", scans, true),
                curve("LRU, with crawlers", scans, false));
        print(curves);
        Files.writeString(file, svg(curves));
        System.out.println("\nplot: " + file);
    }

    private static Curve curve(String name, int[] trace, boolean weir) {
        System.err.println(name);
        long all = 0;
        for (int object = 0; object < Traces.OBJECTS; object++) {
            all += Traces.bytes(object);
        }
        double[] ratios = new double[PERCENT.length];
        for (int i = 0; i < PERCENT.length; i++) {
            long room = all * PERCENT[i] / 100;
            ratios[i] = weir ? ofWeir(trace, room) : ofLru(trace, room);
        }
        return new Curve(name, ratios);
    }

    private static double ofWeir(int[] trace, long room) {
        Cache cache = cache(room);
        HttpHandler handler = cache.around(request -> HttpHandler.ok(
                answer(Integer.parseInt(request.target().substring(1)))));
        for (int object : trace) {
            Call.call(handler, TestRequest.get("/" + object)).bytes();
        }
        return (double) cache.stats().hits() / trace.length;
    }

    private static Cache cache(long room) {
        return Cache.create(CacheSettings.ofMemory((long) (room / STORE_SHARE)).withMaxBodyBytes(room / 8));
    }

    private static Response answer(int object) {
        return Response.of(200)
                .withBody(Body.of(Buffer.buffer(new byte[Traces.bytes(object)])))
                .with("Cache-Control", "max-age=86400");
    }

    /** What Weir counts for an object beside its bytes. */
    private static long overhead() {
        Cache cache = cache(1 << 20);
        Call.call(cache.around(request -> HttpHandler.ok(answer(0))), TestRequest.get("/12345"))
                .bytes();
        return cache.stats().bytesStored() - Traces.bytes(0);
    }

    private static double ofLru(int[] trace, long room) {
        long overhead = overhead();
        LinkedHashMap<Integer, Long> stored = new LinkedHashMap<>(1 << 16, 0.75f, true);
        long used = 0;
        long hits = 0;
        for (int object : trace) {
            if (stored.get(object) != null) {
                hits++;
                continue;
            }
            long cost = Traces.bytes(object) + overhead;
            if (cost - overhead > room / 8) {
                continue;
            }
            stored.put(object, cost);
            used += cost;
            while (used > room) {
                var oldest = stored.entrySet().iterator();
                used -= oldest.next().getValue();
                oldest.remove();
            }
        }
        return (double) hits / trace.length;
    }

    private static void print(List<Curve> curves) {
        System.out.println("| requests answered, by room for | " + String.join(" | ", columns()) + " |");
        System.out.println("|---|" + "---|".repeat(PERCENT.length));
        for (Curve curve : curves) {
            StringBuilder row = new StringBuilder("| " + curve.name() + " |");
            for (double ratio : curve.ratios()) {
                row.append(String.format(Locale.ROOT, " %.1f %% |", ratio * 100));
            }
            System.out.println(row);
        }
    }

    private static List<String> columns() {
        List<String> columns = new ArrayList<>();
        for (int percent : PERCENT) {
            columns.add(percent + " % of the objects");
        }
        return columns;
    }

    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final int LEFT = 60;
    private static final int RIGHT = 34;
    private static final int BOTTOM = 50;
    private static final Map<String, String> STROKES = Map.of(
            "Weir", "stroke=\"#0b6e8a\"",
            "LRU", "stroke=\"#c2410c\"",
            "Weir, with crawlers", "stroke=\"#0b6e8a\" stroke-dasharray=\"6 4\"",
            "LRU, with crawlers", "stroke=\"#c2410c\" stroke-dasharray=\"6 4\"");

    private static double x(int i) {
        return LEFT + (double) i / (PERCENT.length - 1) * (WIDTH - LEFT - RIGHT);
    }

    private static double y(double ratio) {
        return HEIGHT - BOTTOM - ratio * (HEIGHT - BOTTOM - 20);
    }

    private static String svg(List<Curve> curves) {
        StringBuilder svg = new StringBuilder(("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\""
                        + " aria-label=\"Requests answered from the cache, by its size\" font-family=\"sans-serif\""
                        + " font-size=\"13\" fill=\"#17212b\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>%n")
                .formatted(WIDTH, HEIGHT));
        for (int tenth = 0; tenth <= 10; tenth += 2) {
            double at = y(tenth / 10.0);
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#dde3e8\"/>"
                            + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%d %%</text>%n",
                    LEFT, WIDTH - RIGHT, at, at, LEFT - 8, at + 4, tenth * 10));
        }
        for (int i = 0; i < PERCENT.length; i++) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d %%</text>%n",
                    x(i), HEIGHT - BOTTOM + 18, PERCENT[i]));
        }
        svg.append("<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">room, in percent of the objects that are asked for again</text>%n"
                .formatted((WIDTH + LEFT) / 2, HEIGHT - 12));
        int row = 0;
        for (Curve curve : curves) {
            StringBuilder points = new StringBuilder();
            for (int i = 0; i < curve.ratios().length; i++) {
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(i), y(curve.ratios()[i])));
            }
            String stroke = STROKES.get(curve.name());
            int at = 40 + 20 * row++;
            svg.append("<polyline fill=\"none\" stroke-width=\"2\" %s points=\"%s\"/>%n".formatted(stroke, points));
            svg.append("<line x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\" stroke-width=\"2\" %s/><text x=\"%d\" y=\"%d\">%s</text>%n"
                    .formatted(LEFT + 20, LEFT + 50, at, at, stroke, LEFT + 58, at + 4, curve.name()));
        }
        return svg.append("</svg>\n").toString();
    }
}
