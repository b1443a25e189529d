package dev.weir.http;

import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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

    private static HttpException tooLarge(long limit) {
        return new HttpException(413, "The content is larger than the " + limit + " bytes that are taken here.");
    }

    static Future<Map<String, List<String>>> form(Request request) {
        String type = request.fields().get(FieldNames.CONTENT_TYPE, "");
        if (!mediaType(type).equals(FORM)) {
            return Future.failedFuture(new HttpException(415, "The content must be " + FORM + ", not '" + type + "'."));
        }
        return request.bytes().map(bytes -> FormDecoder.decode(bytes.toString(StandardCharsets.UTF_8)));
    }

    private static String mediaType(String contentType) {
        int semicolon = contentType.indexOf(';');
        String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        return type.strip().toLowerCase(Locale.ROOT);
    }

    /** The charset that Content-Type names, else UTF-8; one that this machine lacks is a 415. */
    static Charset charset(Fields fields) {
        String type = fields.get(FieldNames.CONTENT_TYPE, "");
        int at = type.toLowerCase(Locale.ROOT).indexOf("charset=");
        if (at < 0) {
            return StandardCharsets.UTF_8;
        }
        int end = type.indexOf(';', at);
        String name = type.substring(at + "charset=".length(), end < 0 ? type.length() : end)
                .replace("\"", "")
                .strip();
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new HttpException(415, "The content is in a charset that is not known here: '" + name + "'.");
        }
    }
}
