package dev.weir.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes responses of HTTP/1, in the place of Vert.x's own encoder: lines that were encoded before as they are, and a
 * small response that is there whole as one buffer, which makes one plain {@code send} of it; behind a head whose content
 * is a {@link FilePart}, that, in one segment with it as far as it goes.
 *
 * <p>What {@link ResponseWriter} sends to HEAD has no content, so that nothing here asks for the request's method.
 */
final class ResponseEncoder extends HttpResponseEncoder {
    static final String NAME = "httpEncoder";

    /** A content up to this is copied behind its head. Netty would copy one from the heap in any case. */
    private static final int LARGEST_COPY = 16 << 10;

    /** For the first line, and what the writer and Vert.x add. */
    private static final int REST_OF_HEAD = 160;

    private static final int CRLF = '\r' << 8 | '\n';
    private static final int COLON_SPACE = ':' << 8 | ' ';

    private final Cork cork;

    /** The content of the head that is being written, where a file has it. */
    private @Nullable FilePart behindHead;

    ResponseEncoder() {
        this(new Cork());
    }

    ResponseEncoder(Cork cork) {
        this.cork = cork;
    }

    @Override
    protected void encode(ChannelHandlerContext context, Object message, List<Object> out) throws Exception {
        Channel channel = context.channel();
        if (message instanceof FullHttpResponse response && isSmall(response)) {
            cork.pull(channel);
            out.add(whole(context, response));
            return;
        }
        behindHead = null;
        super.encode(context, message, out);
        FilePart part = behindHead;
        if (part != null) {
            behindHead = null;
            cork.put(channel);
            out.add(part.region(() -> cork.push(channel)));
        } else if (message instanceof HttpResponse) {
            cork.pull(channel);
        }
    }

    private boolean isSmall(FullHttpResponse response) {
        int length = response.content().readableBytes();
        return length > 0
                && length <= LARGEST_COPY
                && !isContentAlwaysEmpty(response)
                && !response.headers().contains(HttpHeaderNames.TRANSFER_ENCODING);
    }

    private ByteBuf whole(ChannelHandlerContext context, FullHttpResponse response) throws Exception {
        ByteBuf content = response.content();
        ByteBuf buffer = context.alloc().buffer(headSize(response) + content.readableBytes());
        try {
            encodeInitialLine(buffer, response);
            encodeHeaders(response.headers(), buffer);
            buffer.writeShort(CRLF);
            buffer.writeBytes(content);
            return buffer.retain();
        } finally {
            buffer.release();
            response.release();
        }
    }

    private static int headSize(HttpResponse response) {
        int size = REST_OF_HEAD;
        Iterator<Map.Entry<CharSequence, CharSequence>> lines =
                response.headers().iteratorCharSequence();
        while (lines.hasNext()) {
            Map.Entry<CharSequence, CharSequence> line = lines.next();
            size += line.getValue() instanceof EncodedLines encoded
                    ? encoded.size()
                    : line.getKey().length() + line.getValue().length() + 4;
        }
        return size;
    }

    @Override
    protected void encodeHeaders(HttpHeaders headers, ByteBuf out) {
        Iterator<Map.Entry<CharSequence, CharSequence>> lines = headers.iteratorCharSequence();
        while (lines.hasNext()) {
            Map.Entry<CharSequence, CharSequence> line = lines.next();
            if (line.getValue() instanceof EncodedLines encoded) {
                encoded.writeTo(out);
            } else {
                if (line.getValue() instanceof FilePart part) {
                    behindHead = part;
                }
                write(line.getKey(), out);
                out.writeShort(COLON_SPACE);
                write(line.getValue(), out);
                out.writeShort(CRLF);
            }
        }
    }

    private static void write(CharSequence text, ByteBuf out) {
        if (text instanceof AsciiString ascii) {
            out.writeBytes(ascii.array(), ascii.arrayOffset(), ascii.length());
        } else {
            out.writeCharSequence(text, StandardCharsets.ISO_8859_1);
        }
    }
}
