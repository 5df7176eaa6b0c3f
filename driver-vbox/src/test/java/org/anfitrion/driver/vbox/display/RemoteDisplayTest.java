package org.anfitrion.driver.vbox.display;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.anfitrion.api.domain.DisplayProtocol;
import org.junit.jupiter.api.Test;

class RemoteDisplayTest {

    @Test
    void theExtensionPackSaysWhatDisplaysSpeak() {
        // VBoxManage list systemproperties, of VirtualBox 7.2.22 of Debian, of Oracle, and without a pack
        assertEquals(
                Optional.of(DisplayProtocol.VNC),
                RemoteDisplay.protocol("Webservice auth. library:        VBoxAuth\n"
                        + "Remote desktop ExtPack:          VNC\nVM encryption ExtPack:           \n"));
        assertEquals(
                Optional.of(DisplayProtocol.RDP),
                RemoteDisplay.protocol("Remote desktop ExtPack:          Oracle VirtualBox Extension Pack\n"));
        assertEquals(
                Optional.empty(), RemoteDisplay.protocol("Remote desktop ExtPack:          \nLog history count: 3\n"));
    }
}
