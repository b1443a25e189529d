package dev.weir.wire;

import dev.weir.edge.HeadLimits;
import dev.weir.http.HttpException;
import io.netty.buffer.ByteBuf;

/**
 * Finds the end of a head among the bytes that have come, and judges its lines by their ends, beginnings, sizes and
 * number, before anybody parses them. Bytes that are known already are not looked at again.
 */
final class HeadScanner {
    private static final byte CR = '\r';
    private static final byte LF = '\n';
    /** RFC 9112 §2.2 asks for one, for the sake of old clients. */
    private static final int MAX_EMPTY_LINES = 4;

    private final HeadLimits limits;
    private int emptyLines;
    /** All counted from the reader index, which stays where the head begins. */
    private int lineStart;

    private int searched;
    private int sectionStart;
    private int fields;

    HeadScanner(HeadLimits limits) {
        this.limits = limits;
    }

    void clear() {
        emptyLines = 0;
        lineStart = 0;
        searched = 0;
        sectionStart = 0;
        fields = 0;
    }

    /**
     * Whether the whole head is there; skips empty lines before it.
     *
     * @throws HttpException where it cannot become one any more
     */
    boolean isWhole(ByteBuf in) {
        if (sectionStart == 0 && searched == 0 && !skipEmptyLines(in)) {
            return false;
        }
        int start = in.readerIndex();
        while (true) {
            int lf = in.indexOf(start + searched, in.writerIndex(), LF);
            if (lf < 0) {
                searched = in.readableBytes();
                judgeSize(searched - 1); // a carriage return may be the last
                return false;
            }
            int length = lf - start - lineStart - 1;
            if (length < 0 || in.getByte(lf - 1) != CR) {
                throw new HttpException(400, "A line ends with a bare line feed.");
            }
            searched = lf + 1 - start;
            judgeSize(searched - 2);
            if (length == 0) {
                return true;
            }
            judgeLine(in.getByte(start + lineStart));
            lineStart = searched;
        }
    }

    private boolean skipEmptyLines(ByteBuf in) {
        while (in.readableBytes() >= 2) {
            int at = in.readerIndex();
            if (in.getByte(at) != CR) {
                return true;
            }
            if (in.getByte(at + 1) != LF) {
                throw new HttpException(400, "A line begins with a bare carriage return.");
            }
            in.skipBytes(2);
            emptyLines++;
            if (emptyLines > MAX_EMPTY_LINES) {
                throw new HttpException(400, "There is nothing but empty lines.");
            }
        }
        return in.isReadable() && in.getByte(in.readerIndex()) != CR;
    }

    private void judgeLine(byte first) {
        if (first == ' ' || first == '\t') {
            // RFC 9112 §5.2 and, for what follows the request line, §2.2
            throw new HttpException(400, "A line begins with white space.");
        }
        if (sectionStart == 0) {
            sectionStart = searched;
            return;
        }
        fields++;
        if (fields > limits.fields()) {
            throw new HttpException(431, "There are more than " + limits.fields() + " field lines.");
        }
    }

    /**
     * @param end of what has been read, without a line's end
     */
    private void judgeSize(int end) {
        if (sectionStart == 0 && end > limits.requestLine()) {
            throw new HttpException(414, "The request line is longer than " + limits.requestLine() + " bytes.");
        }
        if (sectionStart > 0 && end - sectionStart > limits.section()) {
            throw new HttpException(431, "The header section is larger than " + limits.section() + " bytes.");
        }
    }
}
