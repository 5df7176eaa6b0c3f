package org.anfitrion.examples;

import java.nio.file.Path;
import org.anfitrion.api.probe.HostProbe;
import org.anfitrion.api.probe.HostReport;
import org.anfitrion.api.probe.Verdict;

/** Says what a machine can run, why not, and what to do about it: before there is any hypervisor to connect to. */
public final class HostCheck {

    private HostCheck() {}

    /**
     * Checks this machine, or the one whose files lie below a folder.
     *
     * @param arguments nothing, or the folder
     */
    public static void main(String... arguments) {
        HostProbe probe = arguments.length == 0 ? HostProbe.local() : HostProbe.at(Path.of(arguments[0]));
        HostReport host = probe.probe();
        System.out.println(host);
        System.out.print(advice(host.forKvm()));
    }

    static String advice(Verdict verdict) {
        if (verdict.isYes()) {
            return verdict.backend() + " is ready.\n";
        }
        StringBuilder advice = new StringBuilder(verdict + "\n");
        verdict.remedies().forEach(remedy -> advice.append("  ").append(remedy).append('\n'));
        return advice.toString();
    }
}
