package dev.weir.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;

/** JSON by Jackson, with its defaults. Readers and writers, unlike a mapper, cannot be reconfigured by anyone. */
final class Json {
    private static final ObjectReader READER =
            new ObjectMapper().findAndRegisterModules().reader();
    private static final ObjectWriter WRITER =
            new ObjectMapper().findAndRegisterModules().writer();

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
        try {
            return READER.forType(type).readValue(bytes.getBytes());
        } catch (IOException e) {
            throw notJson(e);
        }
    }

    static <T> T read(Buffer bytes, TypeReference<T> type) {
        try {
            return READER.forType(type).readValue(bytes.getBytes());
        } catch (IOException e) {
            throw notJson(e);
        }
    }

    private static HttpException notJson(IOException e) {
        if (e instanceof JsonProcessingException json && json.getLocation() != null) {
            return new HttpException(
                    400,
                    "The content is not the JSON expected here: line "
                            + json.getLocation().getLineNr() + ", column "
                            + json.getLocation().getColumnNr() + ": " + json.getOriginalMessage());
        }
        return new HttpException(400, "The content is not the JSON expected here.");
    }
}
