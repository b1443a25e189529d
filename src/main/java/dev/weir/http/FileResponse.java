package dev.weir.http;

import dev.weir.fields.EntityTag;
import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.fields.HttpDate;
import dev.weir.fields.NotModified;
import io.vertx.core.http.MimeMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.Optional;

/** Makes a response of a file. */
final class FileResponse {

    private FileResponse() {}

    static Response of(Path path) {
        BasicFileAttributes file = look(path)
                .filter(BasicFileAttributes::isRegularFile)
                .orElseThrow(() -> new HttpException(404, "There is nothing here by that name."));
        Instant modified = file.lastModifiedTime().toInstant();
        Fields fields = Fields.of(
                FieldNames.CONTENT_TYPE,
                type(path),
                FieldNames.LAST_MODIFIED,
                HttpDate.format(modified),
                FieldNames.ETAG,
                tag(modified, file.size()).toString());
        Body body = file.size() == 0 ? Body.none() : new Body.FileRegion(path, 0, file.size());
        return Response.of(200, fields, body);
    }

    static Response of(Request request, Path path) {
        Response whole = of(path);
        return NotModified.answers(
                        request.method(),
                        request.fields(),
                        whole.fields(),
                        request.scope().time().now())
                ? Response.of(304, NotModified.fields(whole.fields()), Body.none())
                : whole;
    }

    /** Weak, since a file may change twice within one tick of the file system's clock (RFC 9110 §8.8.1). */
    private static EntityTag tag(Instant modified, long size) {
        return new EntityTag(
                Long.toHexString(modified.getEpochSecond())
                        + '.'
                        + Integer.toHexString(modified.getNano())
                        + '-'
                        + Long.toHexString(size),
                true);
    }

    private static Optional<BasicFileAttributes> look(Path path) {
        try {
            return Optional.of(Files.readAttributes(path, BasicFileAttributes.class));
        } catch (IOException e) {
            return Optional.empty(); // not there, or not for us
        }
    }

    private static String type(Path path) {
        Path name = path.getFileName();
        String known = name == null ? null : MimeMapping.mimeTypeForFilename(name.toString());
        if (known == null) {
            return "application/octet-stream";
        }
        return known.startsWith("text/") ? known + "; charset=utf-8" : known;
    }
}
