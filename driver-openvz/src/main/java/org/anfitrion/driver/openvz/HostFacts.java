package org.anfitrion.driver.openvz;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.anfitrion.api.error.BackendFailureException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.driver.openvz.config.VeConfig;
import org.anfitrion.driver.openvz.tool.ToolCall;
import org.anfitrion.driver.openvz.tool.Tools;
import org.anfitrion.spi.Deadline;

/** What a session learns of its host when it is opened. */
record HostFacts(
        String name,
        String machine,
        String architecture,
        String version,
        int cpus,
        DataSize memory,
        VeConfig settings) {

    private static final Pattern MEMORY = Pattern.compile("(?m)^MemTotal: +(\\d+) kB$");
    private static final Pattern CPU = Pattern.compile("(?m)^processor\\s*:");

    /** One process for all of it: this is asked of hosts far away. */
    static HostFacts read(Tools tools, ConfigFiles files, String version, Deadline deadline, Failure attempt) {
        ToolCall call = tools.to(attempt).until(deadline);
        List<String> name = call.result(List.of("uname", "-n", "-m"))
                .orThrow()
                .output()
                .strip()
                .lines()
                .toList();
        String[] words = name.isEmpty() ? new String[] {""} : name.get(0).split(" ");
        String facts = call.result(List.of("cat", "/proc/meminfo", "/proc/cpuinfo"))
                .orThrow()
                .output();
        Matcher memory = MEMORY.matcher(facts);
        if (words.length < 2 || !memory.find()) {
            throw new BackendFailureException(attempt.because("the host's name and memory cannot be read"));
        }
        String machine = call.result(List.of("cat", "/etc/machine-id")).output().strip();
        return new HostFacts(
                words[0],
                machine.isEmpty() ? words[0] : machine,
                words[1],
                version,
                (int) Math.max(1, CPU.matcher(facts).results().count()),
                DataSize.kibibytes(Long.parseLong(memory.group(1))),
                files.host(call));
    }

    /** A setting of vz.conf that is a folder. */
    String folder(String key, String usual) {
        return settings.get(key).filter(path -> path.startsWith("/")).orElse(usual);
    }

    /** A setting of vz.conf that is a folder of a container: {@code $VEID} is its number or UUID (ctid.conf(5)). */
    String folderOf(String key, String usual, String id) {
        return folder(key, usual).replace("${VEID}", id).replace("$VEID", id);
    }
}
