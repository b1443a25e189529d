package dev.weir.wire;

import dev.weir.fields.Fields;
import dev.weir.fields.HeldFields;
import io.netty.buffer.ByteBuf;
import io.netty.util.AsciiString;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Field lines in the form in which the codecs write them, made once for lines that are sent to many: with HTTP/1 all of
 * them are one piece of bytes.
 *
 * <p>On its way through Vert.x that piece is the value of one line under {@link #NAME}, empty as far as Vert.x looks at
 * it; {@link ResponseEncoder} writes the bytes in its place.
 */
final class EncodedLines implements CharSequence {
    /** Never sent. */
    static final AsciiString NAME = AsciiString.cached("weir-encoded");

    final boolean dated;
    /** Those that are the writer's to judge: each name, and behind it its value. */
    final List<String> special = new ArrayList<>(0);

    private final HeldFields lines;
    private byte @Nullable [] http1;
    /** Each name, in the form that HTTP/2 wants (RFC 9113 §8.2.1), and behind it its value. */
    private AsciiString @Nullable [] http2;

    private EncodedLines(HeldFields lines) {
        this.lines = lines;
        boolean[] isDated = {false};
        lines.forEach((name, value) -> {
            FieldKind kind = FieldKind.of(name);
            isDated[0] |= kind == FieldKind.DATE;
            if (!kind.isSentAsIs()) {
                special.add(name);
                special.add(value);
            }
        });
        dated = isDated[0];
    }

    /** The encoded form of lines, if they have been sent before; of others it would not pay. */
    static @Nullable EncodedLines of(Fields lines) {
        return lines instanceof HeldFields held ? held.derived(EncodedLines.class, EncodedLines::new) : null;
    }

    /** The bytes that {@link #writeTo} writes. */
    int size() {
        return http1().length;
    }

    /** Writes the lines that are sent as they are, as HTTP/1 wants them. */
    void writeTo(ByteBuf out) {
        out.writeBytes(http1());
    }

    private byte[] http1() {
        byte[] there = http1;
        if (there == null) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
            lines.forEach((name, value) -> {
                if (FieldKind.of(name).isSentAsIs()) {
                    bytes.writeBytes((name + ": " + value + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                }
            });
            there = bytes.toByteArray();
            http1 = there;
        }
        return there;
    }

    /** The lines that are sent as they are, as HTTP/2 wants them: each name, and behind it its value. */
    AsciiString[] http2() {
        AsciiString[] there = http2;
        if (there == null) {
            List<AsciiString> texts = new ArrayList<>(32);
            lines.forEach((name, value) -> {
                if (FieldKind.of(name).isSentAsIs()) {
                    texts.add(AsciiString.cached(name.toLowerCase(Locale.ROOT)));
                    texts.add(new AsciiString(value));
                }
            });
            there = texts.toArray(new AsciiString[0]);
            http2 = there;
        }
        return there;
    }

    @Override
    public int length() {
        return 0;
    }

    @Override
    public char charAt(int index) {
        throw new IndexOutOfBoundsException(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return "".subSequence(start, end);
    }

    @Override
    public String toString() {
        return "";
    }
}
