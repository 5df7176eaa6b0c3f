package org.anfitrion.driver.vbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.support.Command;

/** A home folder of VirtualBox with a server of its own: no other test sees its machines. The lab clears it away. */
final class Home {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Lab lab;
    private final String name;
    private final Path folder;

    private Home(Lab lab) {
        this.lab = lab;
        name = UUID.randomUUID().toString().substring(0, 8);
        folder = lab.folder().resolve(name);
    }

    static Home in(Lab lab) {
        Home home = new Home(lab);
        home.folder("machines");
        home.manage("setproperty", "machinefolder", home.folder("machines").toString());
        home.manage("setproperty", "autostartdbpath", home.folder("autostart").toString());
        return home;
    }

    /** A folder of that name beside the machines. */
    Path folder(String below) {
        try {
            return Files.createDirectories(folder.resolve(below));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    /** Where it is reached. Machines are interpreted: there is no kernel module in the lab. The logo would take three seconds. */
    String uri() {
        return uri("--vm-execution-engine=interpreter --audio-enabled=off --bioslogofadein=off --bioslogofadeout=off"
                + " --bioslogodisplaytime=0 --biosbootmenu=disabled");
    }

    String uri(String modifyvm) {
        return "vbox:///?executable=" + encoded(lab.executable().toString()) + "&home=" + encoded(folder.toString())
                + "&ipc=" + encoded(ipc()) + "&modifyvm=" + encoded(modifyvm);
    }

    private String ipc() {
        return lab.ipc() + "-" + name;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Runs VBoxManage without the driver. */
    String manage(String... words) {
        return Command.of(lab.executable().toString(), words)
                .environment("VBOX_USER_HOME", folder.toString())
                .environment("VBOX_IPC_SOCKETID", ipc())
                .run(Deadline.after(PATIENCE))
                .orThrow()
                .output();
    }

    /** A disk of a few mebibytes that nothing is on. */
    Path disk() {
        Path disk = folder("disks").resolve(UUID.randomUUID() + ".vdi");
        manage("createmedium", "disk", "--filename", disk.toString(), "--size", "8");
        return disk;
    }

    /** A disk with the lab's guest on it. */
    Path guestDisk() {
        Path disk = folder("disks 'of' guests").resolve(UUID.randomUUID() + " ü.vdi");
        manage("convertfromraw", lab.guestDisk().toString(), disk.toString(), "--format", "VDI");
        return disk;
    }
}
