package dev.weir.wire;

import io.netty.channel.DefaultFileRegion;
import io.netty.channel.FileRegion;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file that is a content, sent by the system (sendfile) behind its head. On its way through Vert.x it is the
 * value of that head's Content-Length; {@link ResponseEncoder} lets the bytes follow.
 */
final class FilePart implements CharSequence {
    private final OpenFile file;
    private final long offset;
    private final long length;
    private final String text;
    private @Nullable FileRegion region;

    FilePart(OpenFile file, long offset, long length) {
        this.file = file;
        this.offset = offset;
        this.length = length;
        this.text = Long.toString(length);
    }

    /**
     * The bytes, for the connection; the file is held until it has done with them.
     *
     * @param onTaken told when the system has taken them, or when they will never be sent
     */
    FileRegion region(Runnable onTaken) {
        FileRegion made = new DefaultFileRegion(file.channel(), offset, length) {
            @Override
            protected void deallocate() {
                file.release(); // and does not close it
                onTaken.run();
            }
        };
        file.hold();
        region = made;
        return made;
    }

    /** How many bytes the system has taken. */
    long sentBytes() {
        FileRegion sent = region;
        return sent == null ? 0 : sent.transferred();
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
