package org.anfitrion.driver.vbox.network;

import com.google.common.net.InetAddresses;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.anfitrion.api.network.Lease;
import org.anfitrion.api.unit.MacAddress;
import org.anfitrion.driver.vbox.settings.SettingsElement;

/**
 * What VirtualBox's DHCP server writes down, in the home folder: {@code NAME-Dhcpd.leases}. {@code VBoxManage dhcpserver
 * findlease} reads the same file, for one card at a time.
 *
 * <p>Source: {@code Binding::toXML} of {@code src/VBox/NetworkServices/Dhcpd/Db.cpp}: {@code <Leases><Lease mac state><Address
 * value/><Time issued expiration/>}, where {@code expiration} is the number of seconds from {@code issued} on.
 */
final class LeaseFile {

    private LeaseFile() {}

    static List<Lease> read(Path home, String network, int prefix) {
        return SettingsElement.read(home.resolve(fileName(network))).stream()
                .flatMap(root -> root.children("Lease").stream())
                .filter(lease -> lease.attribute("state").equals(Optional.of("acked")))
                .flatMap(lease -> lease(lease, prefix).stream())
                .filter(lease -> lease.expires().filter(Instant.now()::isAfter).isEmpty())
                .toList();
    }

    /** Source: {@code RTPathPurgeFilename}, by {@code DHCPServer::i_calcLeasesFilename} of {@code DHCPServerImpl.cpp}. */
    private static String fileName(String network) {
        return network.replace('/', '_') + "-Dhcpd.leases";
    }

    private static Optional<Lease> lease(SettingsElement lease, int prefix) {
        Optional<String> address = lease.at("Address")
                .flatMap(element -> element.attribute("value"))
                .filter(InetAddresses::isInetAddress);
        Optional<Instant> expires = lease.at("Time")
                .filter(time -> time.attribute("issued").isPresent())
                .map(time -> Instant.ofEpochSecond(time.number("issued", 0) + time.number("expiration", 0)));
        return lease.attribute("mac")
                .filter(mac -> mac.matches("([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}"))
                .flatMap(mac -> address.map(found -> new Lease(
                        MacAddress.of(mac), InetAddresses.forString(found), prefix, Optional.empty(), expires)));
    }
}
