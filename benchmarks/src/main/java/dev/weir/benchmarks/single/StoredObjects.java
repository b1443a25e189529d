package dev.weir.benchmarks.single;

import dev.weir.benchmarks.load.ProcFs;
import dev.weir.cache.Cache;
import dev.weir.cache.CacheSettings;
import dev.weir.cache.CacheStats;
import dev.weir.fields.FieldLines;
import dev.weir.http.Body;
import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.testkit.Call;
import dev.weir.testkit.TestRequest;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The memory that stored responses take beside their own bytes: a million of 1 KiB with about 400 bytes of fields, which
 * come, as from an origin server, with no text shared between two of them. Said of the heap after a collection, of the
 * whole process, and of what the cache itself counts; as they are stored, and after each has been asked for twice.
 *
 * <pre>
 * java -Xmx600m -cp benchmarks/target/benchmarks.jar dev.weir.benchmarks.single.StoredObjects 300000
 * </pre>
 */
public final class StoredObjects {
    private static final String FIELDS = """
            Date: Sat, 21 Nov 2026 08:00:00 GMT
            Server: nginx/1.22.1
            Content-Type: text/html; charset=utf-8
            Content-Length: %d
            Last-Modified: Fri, 20 Nov 2026 17:12:45 GMT
            ETag: "655b9a2d-%x"
            Cache-Control: public, max-age=86400, stale-while-revalidate=60
            Vary: Accept-Encoding
            X-Content-Type-Options: nosniff
            Strict-Transport-Security: max-age=31536000; includeSubDomains
            X-Request-Id: %08x-5717-4562-b3fc-2c963f66afa6
            """;

    private final int number;
    private final int length;
    private final Cache cache;
    private long bytesOfFields;

    private StoredObjects(int number, int length) {
        this.number = number;
        this.length = length;
        this.cache = Cache.create(CacheSettings.ofMemory(16L << 30));
    }

    /** See the class. */
    public static void main(String[] args) throws IOException {
        int number = args.length > 0 ? Integer.parseInt(args[0]) : 1_000_000;
        int length = args.length > 1 ? Integer.parseInt(args[1]) : 1_024;
        new StoredObjects(number, length).run();
    }

    private void run() throws IOException {
        long empty = heap();
        System.out.printf("empty: heap %,d, process %,d bytes%n", empty, ProcFs.residentBytes(ProcessHandle.current()));
        ask();
        report("stored", empty);
        ask();
        ask();
        report("asked for twice", empty);
        CacheStats stats = cache.stats();
        if (stats.entries() != number || stats.hits() != 2L * number) {
            throw new IllegalStateException("not all were stored and served: " + stats);
        }
    }

    private void ask() {
        HttpHandler cached = request -> cache.handle(request, this::answer);
        for (int i = 0; i < number; i++) {
            Call call = Call.call(
                    cached,
                    TestRequest.get("/catalogue/articles/" + i + ".html").field("Accept-Encoding", "gzip, deflate, br"));
            if (call.bytes().length() != length) {
                throw new IllegalStateException("status " + call.status() + " and " + call.bytes().length() + " bytes");
            }
        }
    }

    private Future<Response> answer(Request request) {
        int id = request.target().hashCode();
        byte[] head = String.format(Locale.ROOT, FIELDS, length, id, id).getBytes(StandardCharsets.ISO_8859_1);
        FieldLines.Builder fields = FieldLines.builder();
        String text = new String(head, StandardCharsets.ISO_8859_1);
        for (String line : text.split("\n")) {
            int colon = line.indexOf(':');
            fields.add(line.substring(0, colon), line.substring(colon + 2));
        }
        FieldLines lines = fields.build();
        bytesOfFields += lines.encodedLength();
        return Future.succeededFuture(Response.of(200, lines, Body.of(Buffer.buffer(new byte[length]))));
    }

    private void report(String what, long empty) throws IOException {
        double bytes = (double) number * length + bytesOfFields;
        long heap = heap() - empty;
        long process = ProcFs.residentBytes(ProcessHandle.current());
        long counted = cache.stats().bytesReserved();
        System.out.printf(
                Locale.ROOT,
                "%s: %,d objects of %d + %d bytes; for each: heap %d (%.2f), process %d (%.2f), counted %d (%.2f; %.2f of heap)%n",
                what,
                number,
                length,
                bytesOfFields / number,
                heap / number,
                heap / bytes,
                process / number,
                process / bytes,
                counted / number,
                counted / bytes,
                (double) counted / heap);
    }

    private static long heap() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
