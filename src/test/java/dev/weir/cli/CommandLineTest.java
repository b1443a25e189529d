package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What is wrong with a command line is said in one line; what cannot be read ends with status 2. */
class CommandLineTest {

    private static final String ORIGIN = "--origin http://127.0.0.1:9000 ";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prox                                | did you mean proxy?",
                "proxy                               | --origin is missing",
                "proxy --orign http://host           | there is no --orign; did you mean --origin?",
                "proxy --origin http://host:0        | port 0",
                "proxy --origin                      | --origin",
                "proxy --origin ftp://host           | neither http:// nor https://",
                "proxy --origin http://              | http://127.0.0.1:9000",
                "proxy --origin http://host:1/path   | has a path",
                "proxy --origin http://host?a        | more in it than scheme, host and port",
                "proxy ORIGIN --lisen 127.0.0.1:0    | --listen",
                "proxy ORIGIN --listen 8080          | not HOST:PORT",
                "proxy ORIGIN --memory lots          | not a size",
                "proxy ORIGIN --memory 1048576g      | does not fit",
                "proxy ORIGIN --deadline 0           | from 1 to 3600",
                "proxy ORIGIN --deadline soon        | --deadline",
                "proxy ORIGIN --event-loops many     | --event-loops",
                "proxy ORIGIN --event-loops 0        | give it 1 or more",
                "proxy ORIGIN --tls-cert cert.pem    | --tls-cert needs --tls-key",
                "proxy ORIGIN --tls-key key.pem      | --tls-key needs --tls-cert",
                "proxy ORIGIN --trust proxy.example  | 'proxy.example' is no address or network",
                "proxy ORIGIN --trust ::1,10.0.0.1/8 | '10.0.0.1/8' is no address or network",
                "proxy ORIGIN --ready ready          | is not a path",
                "proxy ORIGIN --ready /ready?a       | is not a path",
                "proxy ORIGIN --ready /é             | is not a path",
                "proxy ORIGIN --deadline 10s         | '10s' is no whole number",
                "proxy --origin http://u:secret@a    | 'http://...@a' names a user",
                "proxy --origin http://a_b:80        | has an underscore",
                "proxy ORIGIN --drain-pause -1       | from 0 to 3600",
                "proxy ORIGIN --drain-limit 4000     | from 0 to 3600",
                "proxy ORIGIN --config none.yaml     | --config none.yaml: there is no such file",
                "proxy ORIGIN --config pom.xml       | this is not YAML",
                "explain ORIGIN                      | PATH",
                "explain /page                       | --origin is missing",
                "explain ORIGIN page                 | 'page' is not a path",
                "explain ORIGIN /page -H Accept      | -H 'Accept' is not a field",
                "explain ORIGIN /page -H Host:a -H host:b | stands there twice",
                "explain ORIGIN /page -H Upgrade:x    | -H 'Upgrade:x' is for one connection only",
                "explain ORIGIN /page --config none  | there is no such file",
                "explain --origin http://127.0.0.1:1 /page | the origin http://127.0.0.1:1 cannot be reached",
                "demo --listen nowhere               | not HOST:PORT",
            })
    void whatIsWrongIsSaidInOneLine(String line, String said) {
        int status = run(line.replace("ORIGIN", ORIGIN).trim().split(" +"));

        assertThat(status).isEqualTo(2);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("weir")
                .contains(said);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void helpNamesTheCommandsAndOptions() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("proxy").contains("explain").contains("demo");
        assertThat(run("proxy", "--help")).isZero();
        assertThat(out.toString())
                .contains(
                        "--origin",
                        "--listen",
                        "--memory",
                        "--event-loops",
                        "--tls-cert",
                        "--tls-key",
                        "--config",
                        "--ready",
                        "--drain-pause");
    }

    @Test
    void versionNamesWeirAndJava() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("weir ").contains("Java " + Runtime.version());
    }

    private int run(String... args) {
        CommandLine commandLine = Main.commandLine();
        commandLine.setOut(new PrintWriter(out));
        commandLine.setErr(new PrintWriter(err));
        return commandLine.execute(args);
    }
}
