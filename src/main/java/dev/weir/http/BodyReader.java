package dev.weir.http;

import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.fields.MediaType;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a content whole, up to a limit. */
final class BodyReader {
    private static final String FORM = "application/x-www-form-urlencoded";

    private BodyReader() {}

    static Future<Buffer> read(Body body, long limit) {
        if (body.length() > limit) {
            return Future.failedFuture(tooLarge(limit));
        }
        if (body instanceof Body.Whole whole) {
            return Future.succeededFuture(whole.bytes());
        }
        if (body instanceof Body.Stream stream) {
            return collect(stream, limit);
        }
        return body instanceof Body.None
                ? Future.succeededFuture(Buffer.buffer())
                : Future.failedFuture(new IllegalStateException("not a body that is read: " + body));
    }

    private static Future<Buffer> collect(Body.Stream body, long limit) {
        if (!body.claim()) {
            return Future.failedFuture(readBefore());
        }
        Promise<Buffer> promise = Promise.promise();
        Buffer collected = Buffer.buffer();
        ReadStream<Buffer> stream = body.stream();
        try {
            stream.exceptionHandler(promise::tryFail);
            stream.endHandler(end -> promise.tryComplete(collected));
            stream.handler(chunk -> {
                if (collected.length() + (long) chunk.length() > limit) {
                    // The edge discards the rest, within its own limit, so that the 413 arrives.
                    stream.pause();
                    promise.tryFail(tooLarge(limit));
                } else {
                    collected.appendBuffer(chunk);
                }
            });
            stream.resume();
        } catch (IllegalStateException e) {
            promise.tryFail(new IllegalStateException("the content was read before", e));
        }
        return promise.future();
    }

    static Future<Void> pipe(Body body, WriteStream<Buffer> out) {
        if (!(body instanceof Body.Stream stream)) {
            return read(body, Long.MAX_VALUE).compose(out::end);
        }
        return stream.claim() ? stream.stream().pipeTo(out) : Future.failedFuture(readBefore());
    }

    private static IllegalStateException readBefore() {
        return new IllegalStateException("the content was read, or closed, before");
    }

    private static HttpException tooLarge(long limit) {
        return new HttpException(413, "The content is larger than the " + limit + " bytes that are taken here.");
    }

    static Future<Map<String, List<String>>> form(Request request) {
        boolean isForm = MediaType.of(request.fields())
                .filter(type -> type.is("application", "x-www-form-urlencoded"))
                .isPresent();
        if (!isForm) {
            String type = request.fields().get(FieldNames.CONTENT_TYPE, "");
            return Future.failedFuture(new HttpException(415, "The content must be " + FORM + ", not '" + type + "'."));
        }
        return request.bytes().map(bytes -> FormDecoder.decode(bytes.toString(StandardCharsets.UTF_8)));
    }

    /** The charset that Content-Type names, else UTF-8; one that this machine lacks is a 415. */
    static Charset charset(Fields fields) {
        Optional<MediaType> type = MediaType.of(fields);
        String name = type.map(t -> t.parameters().getOrDefault("charset", "")).orElse("");
        return name.isEmpty()
                ? StandardCharsets.UTF_8
                : type.flatMap(MediaType::charset)
                        .orElseThrow(() -> new HttpException(
                                415, "The content is in a charset that is not known here: '" + name + "'."));
    }
}
