package org.anfitrion.driver.openvz;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.driver.openvz.config.VeConfig;
import org.anfitrion.driver.openvz.tool.ToolCall;
import org.anfitrion.driver.openvz.tool.Tools;
import org.anfitrion.spi.support.CommandResult;

/**
 * The configuration files of a host, wherever it is: read and written by programs that every Linux has. vzlist does not do for it, as
 * what it prints of texts cannot be read back. Thread-safe.
 */
final class ConfigFiles {

    private static final String NEW = ".anfitrion-new";

    private final Tools tools;
    private final String folder;

    ConfigFiles(Tools tools, String folder) {
        this.tools = tools;
        this.folder = folder;
    }

    /** The same files by other tools. */
    ConfigFiles by(Tools others) {
        return new ConfigFiles(others, folder);
    }

    /** The host's own configuration. */
    VeConfig host(ToolCall call) {
        return text(folder + "/vz.conf", call).map(VeConfig::parse).orElseGet(VeConfig::empty);
    }

    String file(String id) {
        return folder + "/conf/" + id + ".conf";
    }

    /** All containers' configurations, by their numbers or UUIDs, in one process whatever their number. */
    Map<String, VeConfig> all(Failure attempt) {
        CommandResult result = tools.to(attempt)
                .result(List.of("grep", "-aHZ", "-R", "--include=*.conf", "-e", "", "--", folder + "/conf"));
        // 1 is: no line in any file
        if (result.exitCode() > 1) {
            throw new BackendFailureException(result.failure());
        }
        Map<String, StringBuilder> texts = new LinkedHashMap<>();
        String printed = result.output();
        int at = 0;
        while (at < printed.length()) {
            int name = printed.indexOf('\0', at);
            int end = printed.indexOf('\n', at);
            if (name < 0 || end < name) {
                throw new BackendFailureException(attempt.because("the configuration files were read only in part"));
            }
            String path = printed.substring(at, name);
            texts.computeIfAbsent(
                            path.substring(path.lastIndexOf('/') + 1, path.length() - ".conf".length()),
                            id -> new StringBuilder())
                    .append(printed, name + 1, end + 1);
            at = end + 1;
        }
        Map<String, VeConfig> configs = new LinkedHashMap<>();
        texts.forEach((id, text) -> configs.put(id, VeConfig.parse(text.toString())));
        return configs;
    }

    /** A container's configuration as it is, byte for byte. */
    Optional<VeConfig> find(String id, Failure attempt) {
        return text(file(id), tools.to(attempt)).map(VeConfig::parse);
    }

    private static Optional<String> text(String file, ToolCall call) {
        CommandResult result = call.result(List.of("cat", "--", file));
        if (result.exitCode() == 0) {
            return Optional.of(result.output());
        }
        if (result.errors().contains("No such file")) {
            return Optional.empty();
        }
        throw new BackendFailureException(result.failure());
    }

    /** Replaces a configuration in one step. On OpenVZ 7 it is a link to a file beside the container's own. */
    void replace(String id, VeConfig config, Failure attempt) {
        String file = done(attempt, "readlink", "-f", "--", file(id)).output().stripTrailing();
        CommandResult written = tools.to(attempt)
                .changing()
                .input(config.text().isEmpty() ? bytes("\n") : bytes(config.text()))
                .result(List.of("dd", "conv=fsync", "of=" + file + NEW));
        if (written.exitCode() != 0) {
            tools.to(attempt).changing().result(List.of("rm", "-f", "--", file + NEW));
            throw new BackendFailureException(written.failure());
        }
        done(attempt, "mv", "-f", "--", file + NEW, file);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private CommandResult done(Failure attempt, String... words) {
        return tools.to(attempt).changing().result(List.of(words)).orThrow();
    }
}
