package dev.weir.edge;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;

/** Judges a certificate and a key before a port is opened with them. Blocks. */
final class TlsFiles {

    private static final List<String> KINDS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS", "DSA");

    private TlsFiles() {}

    static void check(Vertx vertx, Tls tls) {
        requireReadable("certificate", tls.certificate());
        requireReadable("key", tls.key());
        Certificate certificate = certificate(tls.certificate());
        PrivateKey key = key(vertx, tls);
        if (!belong(key, certificate)) {
            throw notAPair(tls);
        }
    }

    private static TlsException notAPair(Tls tls) {
        return new TlsException(
                "the key in " + tls.key() + " is damaged, or is not that of the certificate in " + tls.certificate()
                        + ": give the pair that was made together, of RSA or EC, the server's own certificate first");
    }

    private static void requireReadable(String what, Path file) {
        if (!Files.isRegularFile(file)) {
            throw new TlsException("the TLS " + what + " " + file + " is not a file: check its path");
        }
        if (!Files.isReadable(file)) {
            throw new TlsException("the TLS " + what + " " + file + " cannot be read: check its permissions");
        }
    }

    private static Certificate certificate(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> chain =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            return chain.stream().findFirst().orElseThrow(() -> notACertificate(file));
        } catch (CertificateException e) {
            throw notACertificate(file);
        } catch (IOException e) {
            throw new TlsException("the TLS certificate " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static TlsException notACertificate(Path file) {
        return new TlsException("the TLS certificate " + file
                + " is not a PEM file with a certificate: it has to hold lines of -----BEGIN CERTIFICATE-----");
    }

    private static PrivateKey key(Vertx vertx, Tls tls) {
        requirePlainKey(tls.key());
        try {
            for (KeyManager manager : tls.files().getKeyManagerFactory(vertx).getKeyManagers()) {
                if (manager instanceof X509KeyManager x509) {
                    return only(x509).orElseThrow(() -> notAPair(tls));
                }
            }
            throw notAPair(tls);
        } catch (TlsException e) {
            throw e;
        } catch (Exception e) { // whatever the readers of keys throw, it is the files that are wrong
            throw notAPair(tls);
        }
    }

    private static void requirePlainKey(Path file) {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new TlsException("the TLS key " + file + " cannot be read: " + e.getMessage(), e);
        }
        if (!text.contains("PRIVATE KEY-----")) {
            throw new TlsException("the TLS key " + file
                    + " is not a PEM file with a private key: it has to begin with -----BEGIN PRIVATE KEY-----");
        }
        if (text.contains("ENCRYPTED")) {
            throw new TlsException("the TLS key " + file + " is encrypted: decrypt it with openssl pkey -in " + file
                    + " -out another file");
        }
    }

    private static Optional<PrivateKey> only(X509KeyManager manager) {
        return KINDS.stream()
                .flatMap(kind -> Stream.ofNullable(manager.getServerAliases(kind, null)))
                .flatMap(Stream::of)
                .findFirst()
                .map(manager::getPrivateKey);
    }

    /** What one signs, the other has to verify. */
    private static boolean belong(PrivateKey key, Certificate certificate) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        try {
            byte[] text = "weir".getBytes(StandardCharsets.US_ASCII);
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(text);
            Signature verifying = Signature.getInstance(algorithm);
            verifying.initVerify(certificate.getPublicKey());
            verifying.update(text);
            return verifying.verify(signing.sign());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
