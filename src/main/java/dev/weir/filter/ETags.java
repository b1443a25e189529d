package dev.weir.filter;

import dev.weir.fields.CacheControl;
import dev.weir.fields.EntityTag;
import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.fields.NotModified;
import dev.weir.http.Body;
import dev.weir.http.Filter;
import dev.weir.http.HttpHandler;
import dev.weir.http.Request;
import dev.weir.http.Response;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Gives a 200 to GET or HEAD whose content is in memory a strong entity tag made of its bytes (RFC 9110 §8.8.3), and
 * answers with 304 who has it already (§13.2.2). A response with an {@code ETag} of its own keeps it; its validators, too,
 * are compared, whatever its content. Streams and files get no tag, nor does what says {@code no-store}, which nobody
 * keeps.
 *
 * <p>It saves sending, not making: the handler runs each time. Inside a cache, what has become stale is validated by the
 * tag and not stored anew. Put it inside {@link Compression}, which tells the forms apart by the tag. Unsafe methods pass,
 * and {@code If-Match} and {@code If-Unmodified-Since} are the handler's business: only it can compare and change in one
 * step.
 */
public final class ETags implements Filter {

    /** The largest content that gets a tag unless told otherwise, in bytes. */
    public static final long LARGEST = 256 << 10;

    /** Half of a SHA-256: nobody finds two contents with the same, by chance or on purpose for his own cache's harm. */
    private static final int TAG_BYTES = 16;

    private static final int STEP = 8 << 10;

    /** What says how to read the bytes: a 304 brings none of it, so that another of it has to be another tag. */
    private static final List<String> MEANING =
            List.of(FieldNames.CONTENT_TYPE, FieldNames.CONTENT_ENCODING, FieldNames.CONTENT_LANGUAGE);

    private final long largest;

    private ETags(long largest) {
        this.largest = largest;
    }

    /** The filter, for contents up to {@link #LARGEST}. */
    public static ETags create() {
        return new ETags(LARGEST);
    }

    /**
     * The filter, for contents up to {@code bytes}. The tag is made on the event loop, at some hundred megabytes in a second
     * at the least.
     *
     * @throws IllegalArgumentException if that is less than one
     */
    public static ETags upTo(long bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("contents of " + bytes + " bytes have no tag; give it 1 or more");
        }
        return new ETags(bytes);
    }

    @Override
    public Future<Response> handle(Request request, HttpHandler next) {
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        return reads ? next.handle(request).map(response -> validated(request, response)) : next.handle(request);
    }

    private Response validated(Request request, Response response) {
        if (response.status() != 200) {
            return response;
        }
        Response tagged = tagged(response);
        if (!NotModified.answers(
                request.method(),
                request.fields(),
                tagged.fields(),
                request.scope().time().now())) {
            return tagged;
        }
        response.body().close();
        return tagged.withStatus(304)
                .withFields(NotModified.fields(tagged.fields()))
                .withBody(Body.none());
    }

    private Response tagged(Response response) {
        return response.body() instanceof Body.Whole whole
                        && whole.length() <= largest
                        && !response.fields().contains(FieldNames.ETAG)
                        && !CacheControl.of(response.fields()).noStore()
                ? response.with(FieldNames.ETAG, tag(response.fields(), whole.bytes()))
                : response;
    }

    private static String tag(Fields fields, Buffer bytes) {
        MessageDigest digest = sha256();
        for (String name : MEANING) {
            // No field value holds a line feed, which keeps apart what is of different fields.
            digest.update((fields.combined(name, "") + '\n').getBytes(StandardCharsets.UTF_8));
        }
        byte[] step = new byte[Math.min(STEP, bytes.length())];
        for (int at = 0; at < bytes.length(); at += step.length) {
            int length = Math.min(step.length, bytes.length() - at);
            bytes.getBytes(at, at + length, step);
            digest.update(step, 0, length);
        }
        byte[] half = Arrays.copyOf(digest.digest(), TAG_BYTES);
        return new EntityTag(Base64.getUrlEncoder().withoutPadding().encodeToString(half), false).toString();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
