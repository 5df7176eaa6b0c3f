package org.anfitrion.driver.kvm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.anfitrion.api.Domain;
import org.anfitrion.api.domain.DiskBus;
import org.anfitrion.api.domain.DiskSpec;
import org.anfitrion.cloudinit.CloudFile;
import org.anfitrion.cloudinit.CloudInitSeed;
import org.anfitrion.cloudinit.CloudUser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A real guest finds a seed on its CD-ROM drive. */
class CloudInitIT {

    @RegisterExtension
    static final EmbeddedHost HOST = new EmbeddedHost();

    @Test
    void aGuestReadsTheSeedByteForByte() {
        CloudInitSeed seed = CloudInitSeed.of("i-42")
                .hostName("web")
                .user(CloudUser.named("ada").sshKey("ssh-ed25519 AAAA ada@example"))
                .installs("nginx")
                .file(CloudFile.of("/etc/motd", "ünïcödé: \"x\"\n"))
                .runs("systemctl", "restart", "nginx")
                .networkConfig("version: 2\nethernets: {eth0: {dhcp4: true}}\n")
                .vendorData("#cloud-config\n{}\n");
        Path image = seed.writeTo(HOST.root().resolve("seed.iso"));
        Domain domain = HOST.start("seeded", spec -> spec.boot(Lab.raised().guest())
                .disk(DiskSpec.cdrom(image).bus(DiskBus.SCSI)));

        domain.console().send("mount -r -t iso9660 /dev/sr0 /mnt && ls -1 /mnt && echo li''sted\n");
        String listed = domain.console().expect("listed", EmbeddedHost.PATIENCE).before();
        for (Map.Entry<String, byte[]> file : seed.files().entrySet()) {
            assertEquals(
                    1,
                    listed.lines()
                            .filter(line -> line.strip().equals(file.getKey()))
                            .count(),
                    listed);
            assertArrayEquals(file.getValue(), read(domain, file.getKey()), file.getKey());
        }
        domain.console().send("blkid /dev/sr0 || dd if=/dev/sr0 bs=1 skip=32808 count=6 2>/dev/null; echo la''bel\n");
        String label = domain.console().expect("label", EmbeddedHost.PATIENCE).before();
        assertEquals(true, label.toLowerCase(java.util.Locale.ROOT).contains("cidata"), label);
    }

    private static byte[] read(Domain domain, String file) {
        domain.console().send("echo be''gin; base64 /mnt/" + file + "; echo e''nd\n");
        domain.console().expect("begin", EmbeddedHost.PATIENCE);
        String text = domain.console().expect("end", EmbeddedHost.PATIENCE).before();
        return Base64.getMimeDecoder().decode(text);
    }
}
