package dev.weir.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --origin}: scheme, host and port of a server, nothing more. */
final class OriginUrl implements ITypeConverter<URI> {

    @Override
    public URI convert(String value) {
        URI url;
        try {
            url = new URI(value);
        } catch (URISyntaxException e) {
            throw new TypeConversionException(example("'" + value + "' is not a URL"));
        }
        whatIsWrongWith(url).ifPresent(wrong -> {
            throw new TypeConversionException(example(wrong));
        });
        return url;
    }

    private static String example(String wrong) {
        return wrong + "; write it as in http://127.0.0.1:9000";
    }

    private static Optional<String> whatIsWrongWith(URI url) {
        if (!"http".equalsIgnoreCase(url.getScheme()) && !"https".equalsIgnoreCase(url.getScheme())) {
            return Optional.of("'" + url + "' starts with neither http:// nor https://");
        }
        if (url.getRawUserInfo() != null) {
            return Optional.of("'" + url.getScheme() + "://...@" + url.getHost()
                    + "' names a user, which is for the origin server's own clients to do");
        }
        if (url.getHost() == null
                && url.getRawAuthority() != null
                && url.getRawAuthority().contains("_")) {
            return Optional.of(
                    "'" + url + "' has an underscore, which no host's name has (RFC 952): give it another name");
        }
        if (url.getHost() == null || url.getPort() > 65535) {
            return Optional.of("'" + url + "' names no host that could be asked");
        }
        if (url.getPort() == 0) {
            return Optional.of("'" + url + "' names port 0, at which nobody listens");
        }
        if (url.getRawQuery() != null || url.getRawFragment() != null) {
            return Optional.of("'" + url + "' has more in it than scheme, host and port");
        }
        if (!url.getRawPath().isEmpty() && !url.getRawPath().equals("/")) {
            return Optional.of("'" + url + "' has a path, but requests are forwarded with the path they came with");
        }
        return Optional.empty();
    }
}
