package org.anfitrion.libvirt.xml;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Hosts to write domains for. */
final class Hosts {

    /** What {@code virsh -c test:///default capabilities} lists. */
    static final HostFacts TEST = host(
            "Test", "i686", Map.of(), new HostFacts.Guest("hvm", "i686", List.of("test"), Optional.empty(), List.of()));

    /** A PC whose processor does not help, and which can run containers too. */
    static final HostFacts EMULATING = host(
            "QEMU",
            "x86_64",
            Map.of("kvm", "the processor shows neither vmx nor svm"),
            new HostFacts.Guest("hvm", "i686", List.of("qemu", "kvm"), Optional.empty(), List.of("pc", "q35")),
            new HostFacts.Guest("hvm", "x86_64", List.of("qemu", "kvm"), Optional.empty(), List.of("pc", "q35")));

    /** A PC whose processor helps. */
    static final HostFacts ASSISTING = host(
            "QEMU",
            "x86_64",
            Map.of(),
            new HostFacts.Guest("hvm", "i686", List.of("qemu", "kvm"), Optional.empty(), List.of("pc", "q35")),
            new HostFacts.Guest("hvm", "x86_64", List.of("qemu", "kvm"), Optional.empty(), List.of("pc", "q35")));

    private Hosts() {}

    static HostFacts host(String driver, String architecture, Map<String, String> unusable, HostFacts.Guest... guests) {
        return new HostFacts(driver, 9_000_000, 7_002_000, architecture, List.of(guests), unusable, true, false, true);
    }
}
