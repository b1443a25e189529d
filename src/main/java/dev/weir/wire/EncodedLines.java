package dev.weir.wire;

import dev.weir.fields.FieldLines;
import io.netty.util.AsciiString;

/** Field lines in the form in which the codecs write them, made once for lines that are sent to many. */
final class EncodedLines {
    final FieldKind[] kinds;
    final AsciiString[] names;
    /** As HTTP/2 wants them (RFC 9113 §8.2.1). */
    final AsciiString[] lowerNames;

    final AsciiString[] values;

    private EncodedLines(FieldLines lines) {
        int size = lines.size();
        kinds = new FieldKind[size];
        names = new AsciiString[size];
        lowerNames = new AsciiString[size];
        values = new AsciiString[size];
        for (int i = 0; i < size; i++) {
            kinds[i] = FieldKind.of(lines.name(i));
            names[i] = AsciiString.cached(lines.name(i));
            lowerNames[i] = names[i].toLowerCase();
            values[i] = new AsciiString(lines.value(i));
        }
    }

    static EncodedLines of(FieldLines lines) {
        return lines.derived(EncodedLines.class, EncodedLines::new);
    }
}
