package org.anfitrion.api.domain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.unit.MacAddress;
import org.junit.jupiter.api.Test;

class DeviceKeyTest {

    @Test
    void aKeySaysWhichDeviceIsMeant() {
        assertEquals("disk vda", new DeviceKey.Disk("vda").toString());
        assertEquals("NIC 52:54:00:00:00:01", new DeviceKey.Nic(MacAddress.of("52:54:00:00:00:01")).toString());
        assertEquals("filesystem /mnt/a b", new DeviceKey.Filesystem("/mnt/a b").toString());
    }

    @Test
    void whatCanBeNoKeyIsRefused() {
        assertThrows(InvalidSpecException.class, () -> new DeviceKey.Disk("vd a"));
        assertThrows(InvalidSpecException.class, () -> new DeviceKey.Filesystem("a\nb"));
    }
}
