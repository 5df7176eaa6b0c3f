package org.anfitrion.libvirt.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.anfitrion.api.network.DhcpHost;
import org.anfitrion.api.network.Forward;
import org.anfitrion.api.network.NetworkSpec;
import org.anfitrion.api.network.Subnet;
import org.junit.jupiter.api.Test;

/** Networks as libvirt 9.0 prints them ({@code virsh net-dumpxml}), and what descriptions make of them. */
class NetworkDescriptionTest {

    private static final String UP = """
            <network connections='2'>
              <name>lab</name>
              <uuid>b53c8a8a-5797-4c9b-94b1-17356da71d7e</uuid>
              <forward dev='eth0' mode='nat'>
                <nat>
                  <port start='1024' end='65535'/>
                </nat>
                <interface dev='eth0' connections='1'/>
              </forward>
              <bridge name='virbr7' stp='on' delay='0'/>
              <mac address='52:54:00:cd:ea:56'/>
              <domain name='lab.example'/>
              <ip address='10.1.0.1' netmask='255.255.0.0'>
                <dhcp>
                  <range start='10.1.0.2' end='10.1.0.50'>
                    <lease expiry='1' unit='hours'/>
                  </range>
                  <host mac='52:54:00:77:00:01' name='web' ip='10.1.0.40'/>
                  <host name='nameless' ip='10.1.0.41'/>
                </dhcp>
              </ip>
            </network>
            """;

    private static final Subnet SUBNET = new Subnet(
            Subnet.of("10.1.0.1/16").gateway(),
            16,
            Subnet.of("10.1.0.1/16").dhcp("10.1.0.2", "10.1.0.50").dhcpRanges(),
            List.of(new DhcpHost(
                    DhcpHost.of("52:54:00:77:00:01", "10.1.0.40").mac(),
                    DhcpHost.of("52:54:00:77:00:01", "10.1.0.40").address(),
                    Optional.of("web"))));

    @Test
    void aNetworkThatIsUpIsDescribedAsWhatItIs() {
        NetworkSpec read = NetworkDescription.read(UP, true);

        assertEquals(new Forward.Nat(Optional.of("eth0")), read.forward());
        assertEquals(Optional.of("virbr7"), read.bridge());
        assertEquals(List.of(SUBNET), read.subnets());
        assertTrue(read.autostart());
    }

    @Test
    void aChangedAddressKeepsWhatNoDescriptionSays() {
        NetworkSpec base = NetworkDescription.read(UP, false);
        Subnet moved = SUBNET.dhcpHosts(List.of(DhcpHost.of("52:54:00:77:00:01", "10.1.0.45")));

        Dialect.Edited edited = NetworkDescription.edit(UP, base, base.subnets(List.of(moved)));

        assertEquals(List.of("address kept for 52:54:00:77:00:01: 10.1.0.40 for web -> 10.1.0.45"), edited.changes());
        for (String kept :
                List.of("<lease expiry=\"1\"", "name=\"nameless\"", "netmask=\"255.255.0.0\"", "stp=\"on\"")) {
            assertTrue(edited.xml().contains(kept), () -> kept + " is not in " + edited.xml());
        }
        assertFalse(edited.xml().contains("web"), edited::xml);
    }

    @Test
    void aNetworkThatIsNatNoMoreTranslatesNothing() {
        NetworkSpec base = NetworkDescription.read(UP, false);
        NetworkSpec routed = new NetworkSpec(
                base.name(),
                base.uuid(),
                new Forward.Routed(Optional.of("eth1")),
                base.bridge(),
                base.domainName(),
                base.subnets(),
                false);

        String xml = NetworkDescription.edit(UP, base, routed).xml();

        assertFalse(xml.contains("<nat>") || xml.contains("eth0"), xml);
        assertEquals(routed, NetworkDescription.read(xml, false));
    }

    @Test
    void guestsThatComeAndGoChangeNoConfiguration() {
        String fewer = UP.replace("connections='2'", "connections='1'").replace(" connections='1'", "");

        assertEquals(NetworkDescription.comparable(fewer), NetworkDescription.comparable(UP));
    }

    @Test
    void aForwardThatNoDescriptionHasIsSaidByItsName() {
        String shared = """
                <network><name>shared</name><forward mode='bridge'><interface dev='eth0'/></forward></network>
                """;

        assertEquals(
                new Forward.Native("bridge"),
                NetworkDescription.read(shared, false).forward());
    }

    @Test
    void ofAddressesThatChangeThoseThatGoComeFirst() {
        Subnet wanted = Subnet.of("10.1.0.1/16").host(DhcpHost.of("52:54:00:77:00:02", "10.1.0.40"));

        List<DhcpChange> changes = DhcpChange.between(SUBNET, wanted);

        assertEquals(
                List.of(
                        "DHCP range 10.1.0.2 to 10.1.0.50 removed",
                        "address kept for 52:54:00:77:00:01 removed",
                        "address kept for 52:54:00:77:00:02 added: 10.1.0.40"),
                changes.stream().map(DhcpChange::toString).toList());
        assertEquals(DhcpChange.Command.DELETE, changes.get(2).undone().command());
    }
}
