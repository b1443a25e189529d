package dev.weir.fields;

import java.util.Set;

/** Media types whose contents are not compressed by themselves. */
public final class CompressibleTypes {
    private static final Set<String> APPLICATION = Set.of(
            "json",
            "javascript",
            "xml",
            "x-javascript",
            "x-ndjson",
            "manifest+json",
            "wasm",
            "rtf",
            "vnd.ms-fontobject");

    private CompressibleTypes() {}

    /** Whether a message's content is of such a type. */
    public static boolean contains(Fields message) {
        return MediaType.of(message).filter(CompressibleTypes::contains).isPresent();
    }

    private static boolean contains(MediaType type) {
        String subtype = type.subtype();
        return switch (type.type()) {
            case "text" -> true;
            case "application" -> APPLICATION.contains(subtype) || isStructured(subtype);
            case "image" -> isStructured(subtype) || subtype.equals("bmp") || subtype.equals("x-icon");
            case "font" -> subtype.equals("ttf") || subtype.equals("otf") || subtype.equals("collection");
            default -> isStructured(subtype);
        };
    }

    private static boolean isStructured(String subtype) {
        return subtype.endsWith("+json") || subtype.endsWith("+xml") || subtype.endsWith("+text");
    }
}
