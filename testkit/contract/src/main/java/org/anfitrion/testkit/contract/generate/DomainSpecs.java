package org.anfitrion.testkit.contract.generate;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.anfitrion.api.domain.Boot;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DiskBus;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.NicModel;
import org.anfitrion.api.domain.NicSpec;

/** Descriptions of domains that can be built; whether a backend takes them is another matter. */
public final class DomainSpecs {

    private DomainSpecs() {}

    /**
     * Generates descriptions with all kinds of devices.
     *
     * @return descriptions with legal names and sizes that a test can afford
     */
    public static Arbitrary<DomainSpec> any() {
        return Combinators.combine(plain(), boots(), disks(), nics(), consoles())
                .as((spec, boot, disks, nics, consoles) -> spec.toBuilder()
                        .boot(boot)
                        .disks(disks)
                        .nics(nics)
                        .consoles(consoles)
                        .build());
    }

    /**
     * Generates descriptions without devices.
     *
     * @return descriptions with name, title, description, CPUs and memory
     */
    public static Arbitrary<DomainSpec> plain() {
        Arbitrary<String> lines = Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(60);
        return Combinators.combine(
                        DomainNames.legal(),
                        Quantities.cpus(),
                        Quantities.memory(),
                        lines,
                        lines.list().ofMaxSize(3))
                .as((name, cpus, memory, title, description) -> DomainSpec.named(name)
                        .cpus(cpus)
                        .memory(memory)
                        .title(title)
                        .description(String.join("\n", description))
                        .build());
    }

    private static Arbitrary<Boot> boots() {
        return Arbitraries.of(
                Boot.bios(),
                Boot.uefi(),
                Boot.bios().from(Boot.BootDevice.NETWORK, Boot.BootDevice.CDROM),
                Boot.kernel("/boot/vmlinuz"),
                Boot.kernel("/boot/vm linuz").initrd("/boot/init,rd").commandLine("console=ttyS0 quiet a=\"b c\""));
    }

    private static Arbitrary<List<DiskSpec>> disks() {
        return Arbitraries.of(
                        DiskSpec.file("/srv/a.qcow2"),
                        DiskSpec.file("/srv/a,b c.img").bus(DiskBus.SCSI),
                        DiskSpec.file("/srv/ü.raw").bus(DiskBus.SATA))
                .list()
                .ofMaxSize(3);
    }

    private static Arbitrary<List<NicSpec>> nics() {
        Arbitrary<NicSpec> nics = Arbitraries.of(NicSpec.userMode(), NicSpec.network("default"), NicSpec.bridge("br0"));
        Arbitrary<NicSpec> addressed = Combinators.combine(nics, Quantities.macs())
                .as((nic, mac) -> nic.mac(mac).model(NicModel.VIRTIO));
        return Arbitraries.oneOf(nics, addressed)
                .list()
                .ofMaxSize(3)
                .filter(list -> list.stream()
                                .flatMap(nic -> nic.mac().stream())
                                .distinct()
                                .count()
                        == list.stream().flatMap(nic -> nic.mac().stream()).count());
    }

    private static Arbitrary<List<ConsoleSpec>> consoles() {
        return Arbitraries.of(
                List.of(), List.of(ConsoleSpec.serial()), List.of(ConsoleSpec.serial(), ConsoleSpec.paravirtual()));
    }
}
