package dev.weir.filter;

import dev.weir.fields.AcceptEncoding;
import dev.weir.fields.CacheControl;
import dev.weir.fields.CompressibleTypes;
import dev.weir.fields.EntityTag;
import dev.weir.fields.EntityTags;
import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.fields.Vary;
import dev.weir.http.Body;
import dev.weir.http.Filter;
import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.http.Response;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/**
 * Compresses with gzip what is worth it and whose reader takes it (RFC 9110 §8.4.1.3, §12.5.3): text and its like, from
 * 1 KiB on. Contents are compressed on the event loop, 16 KiB in each turn; files up to 1 MiB on a worker, or sent as they
 * are where all workers are busy; streams chunk by chunk, each flushed, so that events arrive when they are sent. Larger
 * files are sent as they are.
 *
 * <p>For what is not cached; what is, the cache compresses once ({@code CacheSettings.withCompression}), and what has a
 * coding already passes here untouched. Inside a cache each variant is stored, outside it each hit is compressed anew. Not for
 * pages that show both a secret and what an attacker writes: their length then tells of the secret.
 */
public final class Compression implements Filter {
    private static final String GZIP = "gzip";
    private static final List<String> AVAILABLE = List.of(GZIP);
    /** Fields that speak of the content's very bytes, which a coding would change. */
    private static final List<String> DIGESTS = List.of("Content-Digest", "Repr-Digest", "Digest", "Content-MD5");

    private static final int SMALLEST = 1 << 10;

    private Compression() {}

    /** The filter. */
    public static Compression gzip() {
        return new Compression();
    }

    @Override
    public Future<Response> handle(Request request, HttpHandler next) {
        return next.handle(request).compose(response -> compress(request, response));
    }

    private static Future<Response> compress(Request request, Response response) {
        if (response.status() == 304) {
            return notModified(request, response).asFuture();
        }
        if (!isCompressible(response)) {
            return response.asFuture();
        }
        Response varied = response.withFields(Vary.add(response.fields(), FieldNames.ACCEPT_ENCODING));
        long length = response.body().length();
        boolean small = length != Body.UNKNOWN_LENGTH && length < SMALLEST;
        if (!wantsGzip(request) || (small && !refusesIdentity(request))) {
            // Where nothing is acceptable at all, the content as it is is still better than none (RFC 9110 §12.5.3).
            return varied.asFuture();
        }
        Fields fields = coded(varied.fields());
        if (request.method().equals("HEAD")) {
            // The same fields as for GET, but for the length, which is not known before it is done (RFC 9110 §9.3.2).
            Body original = response.body();
            Body unknown = Body.Stream.of(GzipStream.none(), Body.UNKNOWN_LENGTH, original::close);
            return varied.withFields(fields).withBody(unknown).asFuture();
        }
        // The body itself comes back where no worker was free to read and compress a file.
        return Gzip.of(request.scope(), response.body())
                .map(body -> body == response.body()
                        ? varied
                        : varied.withFields(fields).withBody(body));
    }

    private static boolean isCompressible(Response response) {
        Fields fields = response.fields();
        int status = response.status();
        Body body = response.body();
        boolean shaped = body instanceof Body.Whole
                || body instanceof Body.Stream
                || (body instanceof Body.FileRegion file && file.length() <= Gzip.LARGEST_FILE);
        return shaped
                && status != 101
                && status != 206
                && !fields.contains(FieldNames.CONTENT_ENCODING)
                && !fields.contains(FieldNames.CONTENT_RANGE)
                && DIGESTS.stream().noneMatch(fields::contains)
                && CompressibleTypes.contains(fields)
                && !CacheControl.of(fields).noTransform();
    }

    private static boolean refusesIdentity(Request request) {
        return AcceptEncoding.choose(request.fields(), List.of()).isEmpty();
    }

    private static Fields coded(Fields fields) {
        Fields coded = fields.with(FieldNames.CONTENT_ENCODING, GZIP)
                .without(FieldNames.CONTENT_LENGTH)
                .without(FieldNames.ACCEPT_RANGES);
        return weakened(coded);
    }

    /** RFC 9110 §8.8.3.3: bytes that differ have different strong tags; what they mean is the same. */
    private static Fields weakened(Fields fields) {
        return fields.get(FieldNames.ETAG)
                .flatMap(EntityTag::parse)
                .filter(tag -> !tag.weak())
                .map(tag -> fields.with(FieldNames.ETAG, new EntityTag(tag.opaque(), true).toString()))
                .orElse(fields);
    }

    /**
     * A client that holds the coded form is told its tag, so that it knows which of its copies is good still. Of what type
     * the content is a 304 does not say: only where the form is known to be there is it known that the 200 varies.
     */
    private static Response notModified(Request request, Response response) {
        Fields fields = response.fields();
        EntityTags held = EntityTags.of(request.fields(), FieldNames.IF_NONE_MATCH);
        Optional<EntityTag> tag = fields.get(FieldNames.ETAG).flatMap(EntityTag::parse);
        boolean coded = tag.filter(its -> held.list().contains(new EntityTag(its.opaque(), true)))
                .isPresent();
        if (!coded) {
            return response;
        }
        // Who has both forms is told of the one that it would get.
        boolean plain = tag.filter(held.list()::contains).isPresent();
        Fields told = !plain || wantsGzip(request) ? weakened(fields) : fields;
        return response.withFields(Vary.add(told, FieldNames.ACCEPT_ENCODING));
    }

    private static boolean wantsGzip(Request request) {
        return AcceptEncoding.choose(request.fields(), AVAILABLE)
                .filter(GZIP::equals)
                .isPresent();
    }
}
