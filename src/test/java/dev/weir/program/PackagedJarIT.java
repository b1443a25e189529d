package dev.weir.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is in {@code weir.jar}, and what is not. */
class PackagedJarIT {

    private JarFile jar = open();

    @BeforeEach
    void openTheJar() {
        jar = open();
    }

    @AfterEach
    void closeTheJar() throws IOException {
        jar.close();
    }

    private static JarFile open() {
        try {
            return new JarFile(Child.jar().toFile());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void itIsNamedAndStartsTheProgram() throws IOException {
        Attributes manifest = jar.getManifest().getMainAttributes();
        assertThat(manifest.getValue("Main-Class")).isEqualTo("dev.weir.cli.Main");
        assertThat(manifest.getValue("Implementation-Version")).isNotBlank();
        assertThat(manifest.getValue("Multi-Release")).isEqualTo("true");
    }

    @Test
    void noSignatureAndNoModuleOfAPartIsLeft() {
        assertThat(names())
                .noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|RSA|DSA)"))
                .noneMatch(name -> name.endsWith("module-info.class"));
    }

    @Test
    void theNativePartForEpollIsIn() {
        assertThat(names()).contains("META-INF/native/libnetty_transport_native_epoll_x86_64.so");
    }

    @Test
    void theNativePartsForBrotliAreIn() {
        assertThat(names())
                .contains(
                        "lib/linux-x86_64/libbrotli.so",
                        "lib/linux-aarch64/libbrotli.so",
                        "lib/osx-aarch64/libbrotli.dylib");
    }

    @Test
    void theNativePartsForTlsAreIn() {
        assertThat(names())
                .contains(
                        "META-INF/native/libnetty_tcnative_linux_x86_64.so",
                        "META-INF/native/libnetty_tcnative_linux_aarch_64.so",
                        "META-INF/native/libnetty_tcnative_osx_aarch_64.jnilib");
    }

    @Test
    void licencesAreKept() {
        assertThat(names()).contains("META-INF/LICENSE", "META-INF/THIRD-PARTY.txt");
        assertThat(names()).anyMatch(name -> name.startsWith("META-INF/NOTICE"));
    }

    @Test
    void nothingIsThereTwice() {
        assertThat(names()).doesNotHaveDuplicates();
    }

    private List<String> names() {
        return jar.stream()
                .map(ZipEntry::getName)
                .filter(name -> !name.endsWith("/"))
                .collect(Collectors.toList());
    }
}
