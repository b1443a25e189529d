package dev.weir.wire;

import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpConstants;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.multipart.Attribute;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import io.netty.handler.codec.http.multipart.InterfaceHttpData;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerFileUpload;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpUtils;
import io.vertx.core.http.impl.NettyFileUpload;
import io.vertx.core.http.impl.NettyFileUploadDataFactory;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes a form apart as it comes in, by Netty's decoder with Vert.x's limits and uploads. */
final class FormReader {
    private final HttpPostRequestDecoder decoder;

    private FormReader(HttpPostRequestDecoder decoder) {
        this.decoder = decoder;
    }

    /**
     * A reader for {@code request}'s content.
     *
     * @throws IllegalStateException if it is no form, as Vert.x has it
     */
    static FormReader of(
            HttpServerRequest request,
            ContextInternal context,
            Supplier<@Nullable Handler<HttpServerFileUpload>> uploadHandler) {
        String type = request.headers().get(HttpHeaders.CONTENT_TYPE);
        if (type == null || !HttpUtils.isValidMultipartContentType(type)) {
            throw new IllegalStateException(
                    "Request must have a valid content-type header to decode a multipart request");
        }
        if (!HttpUtils.isValidMultipartMethod(request.method().toNetty())) {
            throw new IllegalStateException(
                    "Request method must be one of POST, PUT, PATCH or DELETE to decode a multipart request");
        }
        DefaultHttpRequest head =
                new DefaultHttpRequest(HttpVersion.HTTP_1_1, request.method().toNetty(), request.uri());
        head.headers().add(HttpHeaders.CONTENT_TYPE, type);
        NettyFileUploadDataFactory factory = new NettyFileUploadDataFactory(context, request, uploadHandler);
        factory.setMaxLimit(HttpServerOptions.DEFAULT_MAX_FORM_ATTRIBUTE_SIZE);
        return new FormReader(new HttpPostRequestDecoder(
                factory,
                head,
                HttpConstants.DEFAULT_CHARSET,
                HttpServerOptions.DEFAULT_MAX_FORM_FIELDS,
                HttpServerOptions.DEFAULT_MAX_FORM_BUFFERED_SIZE));
    }

    /** Takes the next bytes; what it throws ends the reader. */
    void offer(Buffer bytes) {
        try {
            decoder.offer(new DefaultHttpContent(((BufferInternal) bytes).getByteBuf()));
        } catch (RuntimeException e) {
            decoder.destroy();
            throw e;
        }
    }

    /** Takes the end, and gives the fields that are not files. */
    void finish(MultiMap attributes) {
        try {
            decoder.offer(LastHttpContent.EMPTY_LAST_CONTENT);
            while (decoder.hasNext()) {
                if (decoder.next() instanceof Attribute attribute) {
                    attributes.add(attribute.getName(), attribute.getValue());
                    attribute.release();
                }
            }
        } catch (HttpPostRequestDecoder.EndOfDataDecoderException e) {
            // this is how it says that there is no more
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            decoder.destroy();
        }
    }

    /** Tells the upload that was under way. */
    void fail(Throwable cause) {
        InterfaceHttpData upload = decoder.currentPartialHttpData();
        if (upload instanceof NettyFileUpload file) {
            file.handleException(cause);
        }
        decoder.destroy();
    }
}
