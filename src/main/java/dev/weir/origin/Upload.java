package dev.weir.origin;

import dev.weir.fields.FieldNames;
import dev.weir.http.Body;
import dev.weir.http.Request;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;

/**
 * A request's content on its way to the origin server, framed anew: by its length where that is known, else chunked. The
 * client is read at the pace at which the origin server reads.
 */
final class Upload {
    /** RFC 9110 §10.1.1: nobody waits for a 100 indefinitely. */
    private static final Duration CONTINUE = Duration.ofSeconds(1);

    private static final String EXPECTED = "100-continue";

    private final Call call;
    private final HttpClientRequest out;
    private final long length;
    private boolean held;
    private boolean ended;
    private boolean stopped;
    private boolean originBehind;
    private long heldSince;
    private long sent;
    private Runnable begin = () -> {};

    private Upload(Call call, HttpClientRequest out, long length) {
        this.call = call;
        this.out = out;
        this.length = length;
    }

    /** Sends the head, and what content there is. */
    static Upload begin(Call call, Request request, HttpClientRequest out) {
        Body body = request.body();
        Upload upload = new Upload(call, out, body.length());
        if (body instanceof Body.Whole whole) {
            out.headers()
                    .set(
                            HttpHeaders.CONTENT_LENGTH,
                            Integer.toString(whole.bytes().length()));
            upload.ended = true;
            out.end(whole.bytes());
        } else if (body instanceof Body.Stream stream) {
            upload.stream(request, stream.stream());
        } else if (body instanceof Body.None) {
            if (Methods.expectsContent(request.method()) || request.fields().contains(FieldNames.CONTENT_LENGTH)) {
                out.headers().set(HttpHeaders.CONTENT_LENGTH, "0");
            }
            upload.ended = true;
            out.end();
        } else {
            throw Faults.unsendable("A request's content is bytes or a stream, not "
                    + body.getClass().getSimpleName());
        }
        return upload;
    }

    private void stream(Request request, ReadStream<Buffer> in) {
        if (length == Body.UNKNOWN_LENGTH) {
            out.setChunked(true);
        } else {
            out.headers().set(HttpHeaders.CONTENT_LENGTH, Long.toString(length));
        }
        out.exceptionHandler(failure -> {}); // the response fails of the same cause
        begin = () -> pump(in);
        boolean expects = request.fields().get(FieldNames.EXPECT, "").equalsIgnoreCase(EXPECTED)
                && !request.protocol().equals("HTTP/1.0");
        if (expects) {
            // RFC 9110 §10.1.1: the origin server decides; the client's content is not asked for before.
            held = true;
            heldSince = call.now();
            out.headers().set(HttpHeaders.EXPECT, EXPECTED);
            out.continueHandler(go -> release());
            out.writeHead();
        } else {
            out.writeHead();
            release();
        }
    }

    private void release() {
        held = false;
        Runnable once = begin;
        begin = () -> {};
        if (!stopped) {
            call.progress();
            once.run();
        }
    }

    private void pump(ReadStream<Buffer> in) {
        in.exceptionHandler(this::onFailure);
        in.handler(chunk -> onChunk(in, chunk));
        in.endHandler(end -> onEnd());
        out.drainHandler(drained -> onDrained(in));
        in.resume();
    }

    private void onFailure(Throwable failure) {
        if (!stopped && !ended) {
            call.uploadFailed(failure);
        }
    }

    private void onDrained(ReadStream<Buffer> in) {
        if (originBehind && !stopped) {
            originBehind = false;
            call.progress();
            in.resume();
        }
    }

    private void onChunk(ReadStream<Buffer> in, Buffer chunk) {
        if (stopped) {
            return;
        }
        call.progress();
        sent += chunk.length();
        if (length != Body.UNKNOWN_LENGTH && sent > length) {
            call.uploadFailed(Faults.unsendable("The request's content is longer than was said."));
            return;
        }
        out.write(chunk);
        if (out.writeQueueFull()) {
            originBehind = true;
            in.pause();
        }
    }

    private void onEnd() {
        if (stopped) {
            return;
        }
        if (length != Body.UNKNOWN_LENGTH && sent != length) {
            call.uploadFailed(Faults.unsendable("The request's content is shorter than was said."));
            return;
        }
        ended = true;
        call.progress();
        out.end();
    }

    /** Sends the content without a 100, if that has not come in time. */
    void check(long now) {
        if (held && now - heldSince >= CONTINUE.toNanos()) {
            release();
        }
    }

    /** Whether it is the origin server's turn, not the client's. */
    boolean isWaitingForOrigin() {
        return ended || originBehind;
    }

    /** Whether the origin server has been sent all of it. */
    boolean isEnded() {
        return ended;
    }

    /** Sends nothing more. */
    void stop() {
        stopped = true;
    }
}
