package dev.weir.http;

import dev.weir.fields.FieldNames;
import dev.weir.fields.Fields;
import dev.weir.fields.HttpDate;
import io.vertx.core.http.MimeMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** Makes a response of a file. */
final class FileResponse {

    private FileResponse() {}

    static Response of(Path path) {
        BasicFileAttributes file = look(path)
                .filter(BasicFileAttributes::isRegularFile)
                .orElseThrow(() -> new HttpException(404, "There is nothing here by that name."));
        Fields fields = Fields.of(
                FieldNames.CONTENT_TYPE,
                type(path),
                FieldNames.LAST_MODIFIED,
                HttpDate.format(file.lastModifiedTime().toInstant()));
        Body body = file.size() == 0 ? Body.none() : new Body.FileRegion(path, 0, file.size());
        return Response.of(200, fields, body);
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
