package org.anfitrion.libvirt.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.device.NodeDevice;
import org.junit.jupiter.api.Test;

/** The documents are those of virsh nodedev-dumpxml, libvirt 9.0. */
class NodeDeviceXmlTest {

    @Test
    void aPciDeviceHasItsAddressAsPeopleWriteIt() {
        String xml = """
                <device>
                  <name>pci_0000_0a_02_1</name>
                  <path>/sys/devices/pci0000:0a/0000:0a:02.1</path>
                  <parent>computer</parent>
                  <driver>
                    <name>virtio-pci</name>
                  </driver>
                  <capability type='pci'>
                    <class>0x018000</class>
                    <domain>0</domain>
                    <bus>10</bus>
                    <slot>2</slot>
                    <function>1</function>
                    <product id='0x1042'>Virtio block</product>
                    <vendor id='0x1af4'/>
                    <capability type='virt_functions' maxCount='7'/>
                    <iommuGroup number='12'>
                      <address domain='0x0000' bus='0x0a' slot='0x02' function='0x1'/>
                    </iommuGroup>
                  </capability>
                </device>
                """;

        assertEquals(
                new NodeDevice(
                        "pci_0000_0a_02_1",
                        Optional.of("computer"),
                        Set.of("pci", "virt_functions"),
                        Optional.of("/sys/devices/pci0000:0a/0000:0a:02.1"),
                        Optional.of("virtio-pci"),
                        Map.of(
                                "class", "0x018000",
                                "domain", "0",
                                "bus", "10",
                                "slot", "2",
                                "function", "1",
                                "product", "0x1042",
                                "vendor", "0x1af4",
                                "address", "0000:0a:02.1"),
                        xml),
                NodeDeviceXml.read(xml));
    }

    @Test
    void theHostItselfHangsOnNothing() {
        NodeDevice computer = NodeDeviceXml.read("""
                <device>
                  <name>computer</name>
                  <capability type='system'>
                    <hardware><uuid>00000000-0000-0000-0000-000000000000</uuid></hardware>
                    <firmware></firmware>
                  </capability>
                </device>
                """);

        assertEquals(Optional.empty(), computer.parent());
        assertEquals(Optional.empty(), computer.driver());
        assertEquals(Set.of("system"), computer.capabilities());
        assertEquals(Map.of(), computer.properties());
    }

    @Test
    void aCardHasItsNameOnTheHost() {
        NodeDevice card = NodeDeviceXml.read("""
                <device>
                  <name>net_lo_00_00_00_00_00_00</name>
                  <parent>computer</parent>
                  <capability type='net'>
                    <interface>lo</interface>
                    <address>00:00:00:00:00:00</address>
                    <link state='unknown'/>
                    <feature name='rx'/>
                    <capability type='80203'/>
                  </capability>
                </device>
                """);

        assertEquals(Set.of("net", "80203"), card.capabilities());
        assertEquals(Map.of("interface", "lo", "address", "00:00:00:00:00:00"), card.properties());
    }
}
