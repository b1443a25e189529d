package dev.weir.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weir.policy.Actions;
import dev.weir.policy.Actions.SetCookie;
import dev.weir.policy.Condition;
import dev.weir.policy.Glob;
import dev.weir.policy.Rule;
import dev.weir.policy.StatusRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {

    @Test
    void everyConditionAndActionCanBeWritten() {
        Config config = Config.parse("""
                # All there is.
                rules:
                  - name: no admin
                    when:
                      path: /admin/*
                      host: [www.example, '*.example']
                    bypass: true
                  - when: {status: [404, 500-504], type: image/*}
                    ttl: 10s
                    default-ttl: 5m
                    stale-while-revalidate: 2h
                    stale-if-error: 1d
                    set-cookie: drop
                    ignore-cache-control: true
                  - set-cookie: store
                    bypass: false
                """);
        Condition failing = Condition.ANY
                .withStatuses(new StatusRange(404, 404), new StatusRange(500, 504))
                .withTypes(new Glob("image/*"));
        Actions all = Actions.NONE
                .withTtl(Duration.ofSeconds(10))
                .withDefaultTtl(Duration.ofMinutes(5))
                .withStaleWhileRevalidate(Duration.ofHours(2))
                .withStaleIfError(Duration.ofDays(1))
                .withSetCookie(SetCookie.DROP)
                .withIgnoreCacheControl(true);
        assertThat(config.rules().list())
                .isEqualTo(List.of(
                        new Rule(
                                "no admin",
                                Condition.ANY
                                        .withPaths(new Glob("/admin/*"))
                                        .withHosts(new Glob("www.example"), new Glob("*.example")),
                                Actions.NONE.withBypass(true)),
                        new Rule("rule 2", failing, all),
                        new Rule(
                                "rule 3",
                                Condition.ANY,
                                Actions.NONE.withSetCookie(SetCookie.STORE).withBypass(false))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# nothing\n", "---\n", "rules: []", "{}", "rules:\n# - ttl: 1s\n"})
    void withoutARuleThereIsNone(String yaml) {
        assertThat(Config.parse(yaml).rules().list()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // text, in which | ends a line ; line ; column ; what is said
                "rule: [] ; 1 ; 1 ; there is no 'rule' in a configuration, only rules",
                "rules: none ; 1 ; 8 ; 'rules' is a list",
                "rules: {ttl: 1s} ; 1 ; 8 ; 'rules' is a list",
                "- ttl: 1s ; 1 ; 1 ; a configuration is a mapping, of rules",
                "rules:| - ttl ; 2 ; 4 ; a rule is a mapping, of name, when, bypass",
                "rules:| - tll: 1s ; 2 ; 4 ; there is no 'tll' in a rule, only name, when, bypass, ttl",
                "rules:| - ttl: 1s|   path: /a ; 3 ; 4 ; there is no 'path' in a rule",
                "rules:| - ttl: 1s|   ttl: 2s ; 3 ; 4 ; 'ttl' is said twice, first in line 2",
                "rules:| - ttl: 10 ; 2 ; 9 ; '10' is not a time; write a whole number with s, m, h or d, such as 10s",
                "rules:| - ttl: 1.5h ; 2 ; 9 ; '1.5h' is not a time",
                "rules:| - ttl: -1s ; 2 ; 9 ; '-1s' is not a time",
                "rules:| - ttl: ; 2 ; 8 ; a value is missing",
                "rules:| - ttl: 9999d ; 2 ; 9 ; from 0s to 3650d",
                "rules:| - bypass: yes ; 2 ; 12 ; 'yes' is neither true nor false",
                "rules:| - ignore-cache-control: 1 ; 2 ; 26 ; '1' is neither true nor false",
                "rules:| - set-cookie: keep ; 2 ; 16 ; 'keep' is neither store nor drop",
                "rules:| - name: x ; 2 ; 4 ; the rule 'x' does nothing",
                "rules:| - name: ä|   ttl: 1s ; 2 ; 4 ; printable ASCII",
                "rules:| - ttl: 1s|   when: /a ; 3 ; 10 ; 'when' is a mapping, of path, host, status, type",
                "rules:| - ttl: 1s|   when: {pth: /a} ; 3 ; 11 ; there is no 'pth' in 'when'",
                "rules:| - ttl: 1s|   when: {path: '/a?b'} ; 3 ; 17 ; percent-encoded (%C3%A4) and without query",
                "rules:| - ttl: 1s|   when: {path: /a b} ; 3 ; 17 ; percent-encoded (%C3%A4) and without query",
                "rules:| - ttl: 1s|   when: {path: /ä} ; 3 ; 17 ; percent-encoded (%C3%A4) and without query",
                "rules:| - ttl: [1s] ; 2 ; 9 ; one value is wanted here, not several",
                "rules:| - ttl: 1s|   when: {path: [[/a]]} ; 3 ; 18 ; one value is wanted here, not several",
                "rules:| - ttl: 1s|   when: {path: a} ; 3 ; 17 ; no path is like 'a'",
                "rules:| - ttl: 1s|   when: {path: [/a, b]} ; 3 ; 22 ; no path is like 'b'",
                "rules:| - ttl: 1s|   when: {path: []} ; 3 ; 17 ; an empty list matches nothing",
                "rules:| - ttl: 1s|   when: {host: 'a:80'} ; 3 ; 17 ; 'a:80' is no host",
                "rules:| - ttl: 1s|   when: {type: html} ; 3 ; 17 ; 'html' is no media type",
                "rules:| - ttl: 1s|   when: {status: 5xx} ; 3 ; 19 ; '5xx' is not a status",
                "rules:| - ttl: 1s|   when: {status: 504-500} ; 3 ; 19 ; not a status from 200 to 599",
                "rules:| - ttl: 1s|   when: {status: [404, 99]} ; 3 ; 25 ; '99' is not a status",
                "rules:| - bypass: true|   when: {status: 404} ; 2 ; 4 ; before there is a response",
                "rules:| - bypass: true|   ttl: 1s ; 2 ; 4 ; more than bypass",
                "rules:| - ttl: 1s|   when: {host: *.example} ; 3 ; 18 ; has to stand in quotes",
                "rules:| - ttl: 1s|   when: {path: *a} ; 3 ; 17 ; has to stand in quotes",
                "rules:| - ttl: 1s|  when: {} ; 3 ; 3 ; this is not YAML",
                "rules: [ ; 1 ; 9 ; this is not YAML",
                "rules: []|---|rules: [] ; 3 ; 1 ; a second document",
            })
    void aMistakeIsToldInOneLineWithItsPlace(String yaml, int line, int column, String said) {
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> Config.parse(yaml.replace('|', '\n')))
                .satisfies(e -> {
                    assertThat(e).hasMessageStartingWith("configuration:" + e.line() + ":" + e.column() + ": ");
                    assertThat(e).hasMessageContaining(said);
                    assertThat(e.getMessage()).doesNotContain("\n");
                    assertThat(e.line()).as(e.getMessage()).isEqualTo(line);
                    assertThat(e.column()).as(e.getMessage()).isEqualTo(column);
                });
    }

    @Test
    void aFileIsReadAndNamedInWhatIsWrongWithIt(@TempDir Path directory) throws IOException {
        Path good = Files.writeString(directory.resolve("good.yaml"), "rules:\n  - ttl: 1s\n");
        assertThat(Config.read(good).rules().list()).hasSize(1);
        Path bad = Files.writeString(directory.resolve("bad.yaml"), "rules:\n  - ttl: 1\n");
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> Config.read(bad))
                .withMessageStartingWith(bad + ":2:10: ");
    }
}
