package dev.weir.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** A content as a file that has no name any more: nobody else opens it, and it is gone when it is closed. */
final class FileCopy {
    /** Large writes make large pieces of the system's memory, of which more go out at a time. */
    private static final int CHUNK = 1 << 20;

    private FileCopy() {}

    /** Writes a file to be sent; it is never written to again, since the system sends what it finds. */
    static FileChannel write(Path directory, List<Buffer> pieces) throws IOException {
        ByteBuf chunk = UnpooledByteBufAllocator.DEFAULT.directBuffer(CHUNK, CHUNK);
        try {
            FileChannel file = create(directory);
            try {
                for (Buffer piece : pieces) {
                    write(((BufferInternal) piece).getByteBuf(), chunk, file);
                }
                flush(chunk, file);
                return file;
            } catch (IOException | RuntimeException e) {
                OpenFile.close(file);
                throw e;
            }
        } finally {
            chunk.release();
        }
    }

    /** For its owner's eyes only, as {@code Files} has it. */
    private static FileChannel create(Path directory) throws IOException {
        Path path = Files.createTempFile(directory, "weir", ".copy");
        try {
            return FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            Files.deleteIfExists(path);
            throw e;
        }
    }

    private static void write(ByteBuf piece, ByteBuf chunk, FileChannel file) throws IOException {
        int at = piece.readerIndex();
        while (at < piece.writerIndex()) {
            int taken = Math.min(piece.writerIndex() - at, chunk.writableBytes());
            chunk.writeBytes(piece, at, taken);
            at += taken;
            if (!chunk.isWritable()) {
                flush(chunk, file);
            }
        }
    }

    private static void flush(ByteBuf chunk, FileChannel file) throws IOException {
        ByteBuffer bytes = chunk.nioBuffer();
        while (bytes.hasRemaining()) {
            file.write(bytes);
        }
        chunk.clear();
    }
}
