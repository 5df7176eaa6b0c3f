package org.anfitrion.driver.kvm;

import java.time.Duration;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.anfitrion.api.domain.ChannelSpec;
import org.anfitrion.api.domain.DomainSpecBuilder;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.network.NetworkSpec;
import org.anfitrion.api.network.Subnet;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.support.Command;
import org.anfitrion.testkit.contract.AddressedGuest;
import org.anfitrion.testkit.contract.NetworkGround;

/** What the rules of networks and addresses need in the lab. A daemon of it has a network of its own: any range is free. */
final class LabNetworks {

    /** A guest that boots on a busy machine takes this long to ask for an address. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final String KEPT = "kept-by-an-update";

    private LabNetworks() {}

    /** Networks of a daemon. */
    static NetworkGround ground(Lab lab, String uri) {
        return NetworkGround.of(LabNetworks::nat)
                .client(bare(lab), PATIENCE)
                .foreign(name -> define(uri, name), xml -> xml.contains(KEPT));
    }

    private static NetworkSpec nat(String name) {
        return NetworkSpec.nat(name, Subnet.of("10.77.0.1/24").dhcp("10.77.0.2", "10.77.0.99"));
    }

    private static UnaryOperator<DomainSpecBuilder> bare(Lab lab) {
        return domain -> domain.memory(DataSize.mebibytes(128)).boot(lab.guest());
    }

    /** By libvirt's own tool, so that what no description has is in it. */
    private static void define(String uri, String name) {
        String xml = """
                <network>
                  <name>%s</name>
                  <uuid>%s</uuid>
                  <dns><txt name='note' value='%s'/></dns>
                  <ip address='10.77.1.1' prefix='24'/>
                </network>
                """.formatted(name, UUID.randomUUID(), KEPT);
        Command.of("virsh", "-c", uri, "net-define", "/dev/stdin")
                .input(xml)
                .run(Deadline.after(PATIENCE))
                .orThrow();
    }

    /** A guest that tells its address itself, on QEMU's own network in user space. */
    static AddressedGuest addressed(Lab lab) {
        return new AddressedGuest(
                domain -> domain.memory(DataSize.mebibytes(128))
                        .boot(lab.guestWithAgent())
                        .channel(ChannelSpec.guestAgent())
                        .nic(NicSpec.userMode()),
                PATIENCE);
    }
}
