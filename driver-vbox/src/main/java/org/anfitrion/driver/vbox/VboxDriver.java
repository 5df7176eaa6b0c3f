package org.anfitrion.driver.vbox;

import java.util.Set;
import org.anfitrion.api.connection.DriverInfo;
import org.anfitrion.api.connection.HypervisorUri;
import org.anfitrion.spi.HypervisorDriver;
import org.anfitrion.spi.OpenContext;
import org.anfitrion.spi.Session;
import org.anfitrion.spi.SpiLevel;

/**
 * The driver for VirtualBox 6.1 to 7.2, through {@code VBoxManage}.
 *
 * <pre>
 *  vbox:///                                       this user's VirtualBox
 *  vbox:///?home=/srv/vbox                        another home folder, like VBOX_USER_HOME
 *  vbox:///?executable=/opt/vbox/VBoxManage       a VirtualBox that is not where one is looked for
 *  vbox:///?home=/tmp/a&amp;ipc=a                     a VBoxSVC of its own, like VBOX_IPC_SOCKETID
 *  vbox:///?modifyvm=--vm-execution-engine%3Dinterpreter
 *                                                 words for {@code VBoxManage modifyvm}, separated by blanks, that every
 *                                                 machine made gets: for settings that no description has
 * </pre>
 *
 * <p>There is no remote VirtualBox: machines belong to a user of this machine.
 */
public final class VboxDriver implements HypervisorDriver {

    private static final DriverInfo INFO =
            new DriverInfo("vbox", "VirtualBox through VBoxManage", Set.of("vbox"), SpiLevel.CURRENT, false);

    /** Creates the driver; needs nothing and loads nothing. */
    public VboxDriver() {}

    @Override
    public DriverInfo info() {
        return INFO;
    }

    @Override
    public Session open(HypervisorUri uri, OpenContext context) {
        return VboxSession.open(VboxOptions.of(uri), context);
    }
}
