package dev.weir.wire;

import dev.weir.http.Body;
import dev.weir.http.Response;
import dev.weir.http.Sent;
import dev.weir.http.SharedBytes;
import io.netty.channel.ChannelOption;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sends one response, once. */
final class ResponseWriter {
    /** A whole content up to this goes out in one write; beyond it, slice by slice at the reader's pace. */
    private static final int ONE_WRITE = 64 << 10;

    /** As they are written in HTTP/1; in HTTP/2 names have no capitals (RFC 9113 §8.2.1). */
    private static final CharSequence DATE = HttpHeaders.createOptimized("Date");

    private static final CharSequence CONTENT_LENGTH = HttpHeaders.createOptimized("Content-Length");
    private static final CharSequence TRANSFER_ENCODING = HttpHeaders.createOptimized("Transfer-Encoding");
    private static final CharSequence CONNECTION = HttpHeaders.createOptimized("Connection");

    private static final int OK = 200;
    private static final int HTTP2_CANCEL = 8;

    private final Exchange exchange;
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final boolean http2;
    private int status;
    private boolean closes;
    private boolean closeDelimited;
    private @Nullable Sending sending;
    private long sentBytes;

    ResponseWriter(Exchange exchange) {
        this.exchange = exchange;
        this.request = exchange.request;
        this.response = request.response();
        this.http2 = exchange.peer.isHttp2();
    }

    /** Sends {@code answer}; on the event loop. */
    void send(Response answer) {
        sending = null; // what was to be sent before, where it could not be
        if (answer.body() instanceof Body.Tunnel tunnel) {
            status = answer.status();
            TunnelOpener.open(exchange, answer, tunnel);
            return;
        }
        status = answer.status();
        if (status != OK) {
            response.setStatusCode(status);
        }
        HeadWriter head = new HeadWriter(response.headers(), http2);
        head.add(answer.fields());
        finishHead(head);
        Body body = answer.body();
        if (hasNoContent()) {
            addLength(lengthWithoutContent(head, body));
            end(Buffer.buffer());
        } else if (body instanceof Body.Whole whole) {
            sendWhole(whole.bytes());
        } else if (body instanceof Body.FileRegion region) {
            FileSender.send(exchange, this, region);
        } else if (body instanceof Body.Stream stream) {
            Optional<SharedBytes> shared = stream.shared();
            if (shared.isEmpty() || !sendCopy(shared.get())) {
                long length = stream.length() == Body.UNKNOWN_LENGTH ? head.declaredLength() : stream.length();
                pump(new Pump.Source(stream.stream(), stream.trailers(), length));
            }
        } else {
            addLength(0);
            end(Buffer.buffer());
        }
    }

    private void finishHead(HeadWriter head) {
        if (!head.isDated()) {
            // RFC 9110 §6.6.1
            response.headers().add(http2 ? HttpHeaders.DATE : DATE, exchange.lane.date.value(exchange.began()));
        }
        head.addUpgrade();
        if (http2) {
            return;
        }
        if (head.wantsClose()
                || isConnect()
                || exchange.lane.isDraining()
                || exchange.body().closesConnection()) {
            announceClose();
        }
    }

    /** Without a tunnel: what the client has sent ahead for it would be read as requests (RFC 9110 §9.3.6). */
    private boolean isConnect() {
        return request.method().equals(HttpMethod.CONNECT);
    }

    /** This response is the last on its connection (RFC 9112 §9.6). */
    private void announceClose() {
        closes = true;
        response.headers().set(CONNECTION, HttpHeaders.CLOSE);
        if (request.version() == HttpVersion.HTTP_1_0) {
            // Vert.x sets keep-alive over it where the client asked for that.
            response.headersEndHandler(head -> response.headers().set(CONNECTION, HttpHeaders.CLOSE));
        }
    }

    /** RFC 9110 §6.4.1. */
    private boolean hasNoContent() {
        return status == 204 || status == 304 || HttpMethod.HEAD.equals(request.method());
    }

    /** What may be said of the length of what is not sent (RFC 9110 §8.6). */
    private long lengthWithoutContent(HeadWriter head, Body body) {
        if (status == 204) {
            return Body.UNKNOWN_LENGTH;
        }
        if (head.declaredLength() != Body.UNKNOWN_LENGTH) {
            return head.declaredLength();
        }
        return body instanceof Body.None || status == 304 ? Body.UNKNOWN_LENGTH : body.length();
    }

    void addLength(long length) {
        if (length != Body.UNKNOWN_LENGTH) {
            response.headers().set(http2 ? HttpHeaders.CONTENT_LENGTH : CONTENT_LENGTH, Long.toString(length));
        }
    }

    /** The length of what the encoder sends behind the head. */
    void addLength(FilePart part) {
        response.headers().set(CONTENT_LENGTH, part);
    }

    private void sendWhole(Buffer bytes) {
        if (bytes.length() <= ONE_WRITE) {
            sentBytes = bytes.length();
            addLength(bytes.length());
            end(bytes);
        } else if (!sendCopy(new SharedBytes(bytes, List.of(bytes), bytes.length()))) {
            pump(Pump.Source.of(bytes));
        }
    }

    /**
     * From a copy in a file, where bytes go to the socket as they are and there is one.
     *
     * @return whether it is
     */
    private boolean sendCopy(SharedBytes bytes) {
        Optional<OpenFile> copy = exchange.peer.isPlainHttp1() ? exchange.lane.copies.of(bytes) : Optional.empty();
        copy.ifPresent(file -> PartSender.send(exchange, this, file, 0, bytes.length()));
        return copy.isPresent();
    }

    private void end(Buffer bytes) {
        Future<Void> written = endWith(bytes);
        finishWhen(written);
    }

    /** Ends the response. Where it is the last on its connection, none begins behind it (RFC 9112 §9.6). */
    Future<Void> endWith(@Nullable Buffer rest) {
        if (closes) {
            exchange.peer.closing();
        }
        return rest == null ? response.end() : response.end(rest);
    }

    /** HTTP/1 has one response at a time, and what is queued is the connection's matter; HTTP/2 has its windows. */
    private void finishWhen(Future<Void> written) {
        if (closes) {
            written.onComplete(done -> LingeringClose.close(exchange.peer, exchange.lane.time));
            exchange.sent();
        } else if (http2) {
            Waiting waiting = new Waiting(exchange, sentBytes);
            sending = waiting;
            waiting.untilDone(written);
        } else {
            exchange.sent();
        }
    }

    /** Sends what comes bit by bit, and frames it by its length where that is known. */
    void pump(Pump.Source source) {
        if (source.length() != Body.UNKNOWN_LENGTH) {
            addLength(source.length());
        } else if (request.version() == HttpVersion.HTTP_1_0) {
            // Its end is the connection's end (RFC 9112 §6.3).
            closeDelimited = true;
            announceClose();
        } else if (!http2) {
            response.headers().set(TRANSFER_ENCODING, HttpHeaders.CHUNKED);
        }
        Pump pump = new Pump(exchange, this, source);
        sending = pump;
        pump.start();
    }

    /** Who sends the content. */
    void sending(Sending other) {
        sending = other;
    }

    /** The content has gone out whole. */
    void finished() {
        if (closes) {
            LingeringClose.close(exchange.peer, exchange.lane.time);
        }
        exchange.sent();
    }

    boolean closes() {
        return closes;
    }

    HttpServerResponse response() {
        return response;
    }

    /** Whether the reader has taken nothing for too long. */
    boolean isStalled(long now) {
        return sending != null && sending.isStalled(now);
    }

    /** Nothing more is to be sent. */
    void stop() {
        if (sending != null) {
            sending.stop();
        }
    }

    /** Makes sure that what was sent does not look whole: a reset of the stream, or of the connection. */
    void abort() {
        if (http2) {
            response.reset(HTTP2_CANCEL);
            return;
        }
        exchange.peer.closing();
        if (closeDelimited) {
            // Only a reset tells this end from the content's end.
            exchange.peer.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        }
        // What the socket takes at once; a close that waits for the rest would wait for ever for one who takes nothing.
        exchange.peer.channel().flush();
        exchange.peer.cut();
    }

    /** What was sent so far. */
    Sent sent() {
        if (status == 0) {
            return Sent.NOTHING;
        }
        return new Sent(status, sending == null ? sentBytes : sending.sentBytes());
    }
}
