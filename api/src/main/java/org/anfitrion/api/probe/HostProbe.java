package org.anfitrion.api.probe;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Finds out what a Linux machine can run, before any driver is chosen: whether its processor helps, whether KVM is there and
 * fit for unmodified guests, whether this is Xen's control domain, an OpenVZ node, a virtual machine or a container, and
 * what containers need.
 *
 * <pre>{@code
 * HostReport host = HostProbe.local().probe();
 * if (!host.forKvm().isYes()) {
 *     System.out.println(host.forKvm());            // KVM: no, there is no /dev/kvm
 *     host.forKvm().remedies().forEach(System.out::println);
 * }
 * }</pre>
 *
 * <p>It reads files below {@code /proc}, {@code /sys}, {@code /dev}, {@code /etc} and some more, and nothing else: no
 * command is run, no native code is called, no device is opened. Whether a device may be opened is judged by its
 * permissions, as {@code access(2)} tells them. A file that is missing or forbidden makes an answer a <em>no</em> or
 * <em>unknown</em> with that reason, never an exception; no file is read further than 4 MiB.
 *
 * <p>With another root it reads a machine's files from there: a container's view of its host ({@code /host}), or a fixture.
 * Symbolic links below that root are followed as the running system sees them. Immutable and thread-safe; each call of
 * {@link #probe()} looks anew, in some milliseconds.
 */
public final class HostProbe {

    private final Tree.Opening opening;

    HostProbe(Tree.Opening opening) {
        this.opening = opening;
    }

    /**
     * Returns a probe of this machine.
     *
     * @return the probe
     */
    public static HostProbe local() {
        return at(Path.of("/"));
    }

    /**
     * Returns a probe of the machine whose files lie below a folder.
     *
     * @param root the folder that has {@code proc}, {@code sys}, {@code dev} in it
     * @return the probe
     */
    public static HostProbe at(Path root) {
        Objects.requireNonNull(root, "root");
        return new HostProbe(() -> new Tree(root));
    }

    /**
     * Asks all questions.
     *
     * @return the answers
     */
    public HostReport probe() {
        Survey survey = new Survey(opening.open());
        // Later ones build on the answers of earlier ones.
        XenQuestions.ask(survey);
        PlaceQuestions.ask(survey);
        ContainerQuestions.ask(survey);
        ProcessorQuestions.ask(survey);
        KvmQuestions.ask(survey);
        IsolationQuestions.ask(survey);
        OpenvzQuestions.ask(survey);
        VirtualBoxQuestions.ask(survey);
        return new HostReport(
                survey.findings(),
                survey.cpu(),
                survey.mounts().map(Mounts::cgroups),
                survey.mounts().map(mounts -> mounts.controllers(survey.tree())).orElse(List.of()),
                survey.hypervisor(),
                survey.container(),
                List.of(
                        Verdicts.kvm(survey.findings()),
                        Verdicts.xen(survey.findings()),
                        Verdicts.lxc(survey.findings(), survey.mounts(), survey.tree()),
                        Verdicts.openvz(survey.findings()),
                        Verdicts.virtualBox(survey.findings(), VirtualBoxQuestions.kvmHoldsExtensions(survey))));
    }
}
