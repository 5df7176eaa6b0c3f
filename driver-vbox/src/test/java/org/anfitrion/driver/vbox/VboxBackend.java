package org.anfitrion.driver.vbox;

import java.time.Duration;
import org.anfitrion.api.domain.ConsoleSpec;
import org.anfitrion.api.domain.DiskBus;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.api.domain.NicSource;
import org.anfitrion.api.domain.NicSpec;
import org.anfitrion.api.error.DriverUnavailableException;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.network.NetworkSpec;
import org.anfitrion.api.network.Subnet;
import org.anfitrion.testkit.contract.Backend;
import org.anfitrion.testkit.contract.CountedDevices;
import org.anfitrion.testkit.contract.NetworkGround;

/** The lab's VirtualBox as the contract sees it. */
final class VboxBackend {

    static final String NAME = "vbox";

    private VboxBackend() {}

    static Backend raised() {
        Lab lab = Lab.raised();
        return lab.unobtainable()
                .map(reason -> Backend.unobtainable(NAME, reason))
                .orElseGet(() -> in(lab));
    }

    private static Backend in(Lab lab) {
        Home home = Home.in(lab);
        return LabDrives.on(Backend.of(NAME, new VboxDriver(), home.uri()), home)
                // A machine that stops holds its lock for a second or two more.
                .patience(Duration.ofSeconds(15))
                .devices(domain -> domain.disk(DiskSpec.file(home.disk()))
                        .disk(DiskSpec.emptyCdrom())
                        .nic(NicSpec.userMode())
                        .nic(NicSpec.of(new NicSource.Internal("segment")).mac("08:00:27:12:34:56"))
                        .console(ConsoleSpec.serial()))
                .guest(LabGuests.bootable(lab))
                .dialect(new SettingsDialect())
                .with(NetworkGround.of(VboxBackend::nat)
                        .foreign(name -> forwarding(home, name), text -> text.contains("a rule"))
                        .deserted("the switch of VirtualBox's networks is in the kernel module, which the lab has not"))
                .with(new CountedDevices(domain -> domain.disk(DiskSpec.file(home.disk()))
                        .disk(DiskSpec.file(home.disk()).bus(DiskBus.IDE))
                        .nic(NicSpec.userMode())))
                .refuses("vbox:///nonsense", InvalidSpecException.class)
                .refuses("vbox:///?executable=/no/such/VBoxManage", DriverUnavailableException.class)
                .tries(5)
                .build();
    }

    private static NetworkSpec nat(String name) {
        return NetworkSpec.nat(name, Subnet.of("10.77.0.1/24").dhcp("10.77.0.2", "10.77.0.99"));
    }

    /** A network with a rule that lets others in: no description has such. */
    private static void forwarding(Home home, String name) {
        String addresses =
                "--server-ip 10.77.1.254 --netmask 255.255.255.0 --lower-ip 10.77.1.10 --upper-ip 10.77.1.20";
        home.manage("natnetwork", "add", "--netname", name, "--network", "10.77.1.0/24", "--disable", "--dhcp", "on");
        home.manage("natnetwork", "modify", "--netname", name, "--port-forward-4", "a rule:tcp:[]:1022:[10.77.1.5]:22");
        home.manage(("dhcpserver add --enable " + addresses + " --network " + name).split(" ", -1));
    }
}
