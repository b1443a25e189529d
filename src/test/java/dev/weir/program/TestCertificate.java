package dev.weir.program;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Objects;

/** A certificate for {@code localhost} that signs itself, made by the JDK's own keytool, as PEM files. */
final class TestCertificate {

    private static final String PASSWORD = "changeit";

    private TestCertificate() {}

    static void write(Path cert, Path key) throws IOException, InterruptedException, GeneralSecurityException {
        Path store = cert.resolveSibling("store.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        try (Child child = Child.start(
                keytool,
                "-genkeypair",
                "-alias",
                "weir",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-validity",
                "30",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)) {
            if (child.exit() != 0) {
                throw new AssertionError("keytool failed: " + child.out() + child.err());
            }
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(new ByteArrayInputStream(Files.readAllBytes(store)), PASSWORD.toCharArray());
        Key secret = Objects.requireNonNull(keys.getKey("weir", PASSWORD.toCharArray()));
        Files.writeString(cert, pem("CERTIFICATE", keys.getCertificate("weir").getEncoded()));
        Files.writeString(key, pem("PRIVATE KEY", secret.getEncoded()));
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes) + "\n-----END " + what + "-----\n";
    }
}
