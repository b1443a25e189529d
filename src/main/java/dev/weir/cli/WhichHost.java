package dev.weir.cli;

import dev.weir.origin.HostField;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --host}. */
final class WhichHost implements ITypeConverter<HostField> {

    @Override
    public HostField convert(String value) {
        return switch (value) {
            case "received" -> HostField.AS_RECEIVED;
            case "origin" -> HostField.ORIGIN;
            default -> throw new TypeConversionException("'" + value + "' is neither 'received' nor 'origin'");
        };
    }
}
