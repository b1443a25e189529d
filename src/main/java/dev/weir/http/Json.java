package dev.weir.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * JSON by Jackson, with its defaults, but that nothing may follow it and that dates are written as text (ISO 8601).
 * Modules of Jackson that are on the class path are used. Readers and writers, unlike a mapper, cannot be reconfigured by
 * anyone.
 */
final class Json {
    private static final ObjectReader READER =
            new ObjectMapper().findAndRegisterModules().reader(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final ObjectWriter WRITER = new ObjectMapper()
            .findAndRegisterModules()
            .writer()
            .without(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);

    private Json() {}

    static Buffer write(Object value) {
        try {
            return Buffer.buffer(WRITER.writeValueAsBytes(value));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "cannot be written as JSON: " + value.getClass().getName(), e);
        }
    }

    static <T> T read(Buffer bytes, Class<T> type) {
        return read(() -> READER.forType(type).readValue(bytes.getBytes()));
    }

    static <T> T read(Buffer bytes, TypeReference<T> type) {
        return read(() -> READER.forType(type).readValue(bytes.getBytes()));
    }

    private interface Parser<T> {
        @Nullable
        T parse() throws IOException;
    }

    private static <T> T read(Parser<T> parser) {
        @Nullable T value;
        try {
            value = parser.parse();
        } catch (JsonProcessingException e) {
            throw notJson(e);
        } catch (IOException e) {
            throw new HttpException(400, "The content is not the JSON expected here.");
        }
        if (value == null) {
            throw new HttpException(400, "The content is not the JSON expected here: it is null.");
        }
        return value;
    }

    /** Says where, and why where that is a matter of syntax: what a mapper says names classes. */
    private static HttpException notJson(JsonProcessingException e) {
        StringBuilder detail = new StringBuilder("The content is not the JSON expected here");
        JsonLocation at = e.getLocation();
        if (at != null) {
            detail.append(": line ").append(at.getLineNr()).append(", column ").append(at.getColumnNr());
        }
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            String path = mapping.getPath().stream()
                    .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                    .collect(Collectors.joining("."));
            detail.append(", at ").append(path);
        } else if (e instanceof JsonParseException) {
            detail.append(": ").append(e.getOriginalMessage());
        }
        return new HttpException(400, detail.append('.').toString());
    }
}
