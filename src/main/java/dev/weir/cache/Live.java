package dev.weir.cache;

import dev.weir.fields.FieldNames;
import dev.weir.fields.FieldSyntax;
import dev.weir.fields.Fields;
import dev.weir.fields.Vary;
import dev.weir.http.Filter;
import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.http.Response;
import dev.weir.store.CacheKey;
import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * Streams of events or records that run once for all who listen: a filter around the handler that makes them. Nothing is
 * stored. Who comes later gets the head, and then what is sent from then on, beginning with a whole record. Who falls
 * behind further than {@link #withQueue} is dropped, with his connection broken off; nobody waits for him. When the last
 * has left, the run is cancelled.
 *
 * <p>The handler sees a request that is nobody's: without the attributes of whoever came first, {@code Last-Event-ID}, or
 * the fields that {@link #ignoring} names. One run is for the requests with the same target URI and, where the response has
 * {@code Vary}, the same values of what it names. Requests with {@code Authorization} or {@code Cookie} are not joined,
 * nor are methods other than GET; responses that say {@code private} or {@code Vary: *}, set a cookie, have a length or a
 * content coding, or are of another type than {@code text/event-stream} and NDJSON, are for the one who asked. The
 * {@code no-store} of an event stream does not count here: nothing is.
 *
 * <p>Make one, in {@code main}, and share it between all instances and event loops.
 */
public final class Live implements Filter {

    /** How far a client may be behind unless told otherwise, in bytes. */
    public static final long QUEUE = 256 << 10;

    private final long queue;
    private final Set<String> ignored;
    private final Map<CacheKey, List<LiveRun>> runs = new ConcurrentHashMap<>();
    final LongAdder begun = new LongAdder();
    final LongAdder joined = new LongAdder();
    final LongAdder dropped = new LongAdder();
    final LongAdder running = new LongAdder();
    final LongAdder listening = new LongAdder();

    private Live(long queue, Set<String> ignored) {
        this.queue = queue;
        this.ignored = ignored;
    }

    /** For events and NDJSON, with clients at most {@link #QUEUE} behind. */
    public static Live create() {
        return new Live(QUEUE, Set.of());
    }

    /**
     * Another, with clients at most so many bytes behind. All of one run together hold no more than that and a chunk, since
     * what several have not read is held once.
     *
     * @throws IllegalArgumentException if that is less than one
     */
    public Live withQueue(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("a client cannot be " + bytes + " bytes behind; give it 1 or more");
        }
        return new Live(bytes, ignored);
    }

    /**
     * Another, around handlers to whom these request fields make no difference: they are taken out before the handler sees
     * a request, so that requests are joined which differ in them. {@code ignoring("Cookie")} is what a page's own stream
     * for everybody needs, since browsers send their cookies with each request.
     *
     * @throws IllegalArgumentException if one is no field name
     */
    public Live ignoring(String... fields) {
        Set<String> more = new TreeSet<>(ignored);
        for (String field : fields) {
            if (!FieldSyntax.isToken(field)) {
                throw new IllegalArgumentException("not a field name, such as Cookie (RFC 9110 §5.1): '" + field + "'");
            }
            more.add(field.toLowerCase(Locale.ROOT));
        }
        return new Live(queue, Set.copyOf(more));
    }

    @Override
    public Future<Response> handle(Request request, HttpHandler next) {
        Request general = request.withFields(without(request.fields(), ignored));
        if (!isJoined(general)) {
            return next.handle(general);
        }
        LiveClient client = new LiveClient(this, general, next);
        join(client);
        return client.answer();
    }

    private static Fields without(Fields fields, Set<String> names) {
        Fields fewer = fields;
        for (String name : names) {
            fewer = fewer.contains(name) ? fewer.without(name) : fewer;
        }
        return fewer;
    }

    private static boolean isJoined(Request request) {
        return request.method().equals("GET")
                && Cache.isPlain(request)
                && !request.fields().contains(FieldNames.AUTHORIZATION)
                && !request.fields().contains(FieldNames.COOKIE);
    }

    /** Lets {@code client} have what a run brings, or is about to; else begins one. On the client's event loop. */
    void join(LiveClient client) {
        CacheKey key = Cache.key(client.request(), client.next());
        Runnable[] then = {() -> {}}; // what is done outside of the table's lock
        runs.compute(key, (same, there) -> {
            List<LiveRun> all = there == null ? List.of() : there;
            Optional<Runnable> found = found(client, all);
            if (found.isPresent()) {
                then[0] = found.get();
                return all;
            }
            LiveRun own = new LiveRun(this, key, client);
            then[0] = own::start;
            return Stream.concat(all.stream(), Stream.of(own)).toList();
        });
        then[0].run();
    }

    private static Optional<Runnable> found(LiveClient client, List<LiveRun> all) {
        Vary known = Vary.NONE;
        for (LiveRun run : all) {
            Optional<Runnable> admitted = run.admit(client);
            if (admitted.isPresent()) {
                return admitted;
            }
            known = run.vary().orElse(known);
        }
        for (LiveRun run : all) {
            Optional<Runnable> waiting = run.await(client, known);
            if (waiting.isPresent()) {
                return waiting;
            }
        }
        return Optional.empty();
    }

    /** Nobody joins {@code run} any more. */
    void ended(CacheKey key, LiveRun run) {
        runs.computeIfPresent(key, (same, there) -> {
            List<LiveRun> others = there.stream().filter(other -> other != run).toList();
            return others.isEmpty() ? null : others;
        });
    }

    long queue() {
        return queue;
    }

    /** What it has done, and what goes on. May be called at any time from any thread. */
    public LiveStats stats() {
        return new LiveStats(begun.sum(), joined.sum(), dropped.sum(), running.intValue(), listening.intValue());
    }
}
