package dev.weir.wire;

import dev.weir.fields.FieldNames;

/** What the writer does with a field line of a response, told by its name. */
enum FieldKind {
    /** Sent as it is. */
    PLAIN,
    /** Sent as it is; the writer adds none of its own. */
    DATE,
    /** Says how long the content is; the writer decides what is sent. */
    LENGTH,
    /** Says what is to become of the connection; the writer decides what is sent. */
    CONNECTION,
    /** About this hop: goes out only with HTTP/1.1 and a Connection that names it. */
    UPGRADE,
    /** About framing, which is the writer's own; never sent as it is. */
    FRAMING;

    /** Whether the writer has nothing to judge. */
    boolean isSentAsIs() {
        return this == PLAIN || this == DATE;
    }

    static FieldKind of(String name) {
        return switch (name.length()) {
            case 4 -> name.equalsIgnoreCase(FieldNames.DATE) ? DATE : PLAIN;
            case 7 -> name.equalsIgnoreCase(FieldNames.UPGRADE) ? UPGRADE : PLAIN;
            case 10 -> tenLetters(name);
            case 14 -> name.equalsIgnoreCase(FieldNames.CONTENT_LENGTH) ? LENGTH : PLAIN;
            case 16 -> name.equalsIgnoreCase(FieldNames.PROXY_CONNECTION) ? FRAMING : PLAIN;
            case 17 -> name.equalsIgnoreCase(FieldNames.TRANSFER_ENCODING) ? FRAMING : PLAIN;
            default -> PLAIN;
        };
    }

    private static FieldKind tenLetters(String name) {
        if (name.equalsIgnoreCase(FieldNames.CONNECTION)) {
            return CONNECTION;
        }
        return name.equalsIgnoreCase(FieldNames.KEEP_ALIVE) ? FRAMING : PLAIN;
    }
}
