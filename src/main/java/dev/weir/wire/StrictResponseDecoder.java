package dev.weir.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import io.vertx.core.http.impl.headers.HeadersAdaptor;
import java.util.List;
import java.util.function.ObjIntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the responses of an origin server over HTTP/1. Netty parses; what is judged here is what Netty is lenient about:
 * the status line, names of fields, and bytes that nobody has asked for. White space before a colon is removed, as a
 * proxy has to (RFC 9112 §5.1), and folded lines become one (§5.2).
 *
 * <p>Interim responses are taken out, since Vert.x knows no more than 100 and 103 and takes others for the final one.
 */
final class StrictResponseDecoder extends HttpResponseDecoder {
    private static final Logger LOG = LoggerFactory.getLogger(StrictResponseDecoder.class);

    private static final int LONGEST_LINE = 8 << 10;
    private static final int LARGEST_SECTION = 64 << 10;
    private static final int LARGEST_CHUNK = 64 << 10;
    private static final int LONGEST_REASON = 200;

    private ObjIntConsumer<MultiMap> interim = (lines, status) -> {};
    /** Whether a request has been sent whose response has not ended. */
    private boolean asked;

    private boolean askedForHead;
    /** Whether the head that was read last is not the final one. */
    private boolean passing;

    private boolean clean = true;
    private int secondWord;
    private int thirdWord;

    StrictResponseDecoder() {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(LARGEST_SECTION)
                .setMaxChunkSize(LARGEST_CHUNK)
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true)
                .setAllowDuplicateContentLengths(false));
    }

    void onInterim(ObjIntConsumer<MultiMap> listener) {
        interim = listener;
    }

    void asked(HttpMethod method) {
        asked = true;
        askedForHead = method.equals(HttpMethod.HEAD);
    }

    /** Whether nothing has come behind the end of a response. */
    boolean isClean() {
        return clean;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        if (!asked) {
            // RFC 9112 §9.2: it must not be taken for the response to whoever asks next.
            LOG.warn(
                    "{} sent more than its response; the connection is closed",
                    context.channel().remoteAddress());
            in.skipBytes(in.readableBytes());
            clean = false;
            ChannelFuture ignored = context.close();
            return;
        }
        int before = out.size();
        super.decode(context, in, out);
        if (out.size() > before) {
            look(context, in, out, before);
        }
    }

    private void look(ChannelHandlerContext context, ByteBuf in, List<Object> out, int before) {
        Object first = out.get(before);
        if (first instanceof HttpObject part && part.decoderResult().isFailure()) {
            LOG.warn(
                    "{} sent what is no response: {}", context.channel().remoteAddress(), reason(part.decoderResult()));
            return;
        }
        if (first instanceof HttpResponse head) {
            HttpResponseStatus status = head.status();
            passing = status.codeClass() == HttpStatusClass.INFORMATIONAL;
            if (passing && status.code() > HttpResponseStatus.SWITCHING_PROTOCOLS.code()) {
                out.subList(before, out.size()).clear(); // its empty end with it
                interim.accept(new HeadersAdaptor(head.headers()), status.code());
                return;
            }
        }
        if (!passing && out.get(out.size() - 1) instanceof LastHttpContent) {
            asked = false;
            clean &= !in.isReadable();
        }
    }

    /** Netty says what is wrong, but may cite what it read. */
    private static String reason(DecoderResult result) {
        String text = String.valueOf(result.cause().getMessage()).replaceAll("[^ -~]", "?");
        return text.length() <= LONGEST_REASON ? text : text.substring(0, LONGEST_REASON);
    }

    // RFC 9112 §4: one space between the words of a status line; Netty would also take other or more white space.

    @Override
    protected String splitFirstWordInitialLine(byte[] bytes, int start, int length) {
        secondWord = start + length + 1;
        if (start > 0) {
            throw malformedLine();
        }
        return super.splitFirstWordInitialLine(bytes, start, length);
    }

    @Override
    protected String splitSecondWordInitialLine(byte[] bytes, int start, int length) {
        thirdWord = start + length + 1;
        if (start != secondWord || bytes[start - 1] != ' ' || length != 3) {
            throw malformedLine();
        }
        for (int i = start; i < start + length; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                throw malformedLine();
            }
        }
        return super.splitSecondWordInitialLine(bytes, start, length);
    }

    @Override
    protected String splitThirdWordInitialLine(byte[] bytes, int start, int length) {
        if (bytes[thirdWord - 1] != ' ') {
            throw malformedLine();
        }
        for (int i = start; i < start + length; i++) {
            if ((bytes[i] >= 0 && bytes[i] < ' ' && bytes[i] != '\t') || bytes[i] == 0x7f) {
                throw malformedLine();
            }
        }
        return super.splitThirdWordInitialLine(bytes, start, length);
    }

    private static IllegalArgumentException malformedLine() {
        return new IllegalArgumentException("the status line is not a version, a status and a reason");
    }

    /** Netty ends a name at white space, whatever follows; here a colon has to. */
    @Override
    protected AsciiString splitHeaderName(byte[] bytes, int start, int length) {
        int colon = start + length;
        while (colon < bytes.length && (bytes[colon] == ' ' || bytes[colon] == '\t')) {
            colon++;
        }
        if (length == 0 || colon == bytes.length || bytes[colon] != ':') {
            throw new IllegalArgumentException("a field line is not a name, a colon and a value");
        }
        return super.splitHeaderName(bytes, start, length);
    }

    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        boolean interimHead = ((HttpResponse) message).status().codeClass() == HttpStatusClass.INFORMATIONAL;
        return (askedForHead && !interimHead) || super.isContentAlwaysEmpty(message);
    }
}
