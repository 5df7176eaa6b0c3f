package org.anfitrion.cloudinit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Stream;
import org.anfitrion.api.error.InvalidSpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloudInitSeedTest {

    private static final int SECTOR = 2048;

    private static String text(CloudInitSeed seed, String file) {
        return new String(seed.files().get(file), StandardCharsets.UTF_8);
    }

    private static JsonObject config(CloudInitSeed seed) {
        String text = text(seed, "user-data");
        assertTrue(text.startsWith("#cloud-config\n"), text);
        return JsonParser.parseString(text.substring(text.indexOf('\n'))).getAsJsonObject();
    }

    @Test
    void aSeedWithNothingButItsInstanceIsOne() {
        CloudInitSeed seed = CloudInitSeed.of("i-1");
        assertEquals(Set.of("meta-data", "user-data"), seed.files().keySet());
        assertEquals(
                "i-1",
                JsonParser.parseString(text(seed, "meta-data"))
                        .getAsJsonObject()
                        .get("instance-id")
                        .getAsString());
    }

    @Test
    void whatIsAValueNeverBecomesSyntax() {
        String nasty = "a: \"b\"\n- c # d' {e} ünïcödé 漢 <&>";
        JsonObject config = config(CloudInitSeed.of("i-1").runs("echo", nasty));
        assertEquals(
                nasty,
                config.getAsJsonArray("runcmd").get(0).getAsJsonArray().get(1).getAsString());
    }

    @Test
    void aUserKeepsTheDefaultUserBesideIt() {
        CloudUser ada = CloudUser.named("ada")
                .sshKey("ssh-ed25519 AAAA ada")
                .group("sudo")
                .sudo("ALL=(ALL) NOPASSWD:ALL")
                .passwordHash("$6$salt$hash");
        JsonObject config = config(CloudInitSeed.of("i-1").user(ada));
        assertEquals("default", config.getAsJsonArray("users").get(0).getAsString());
        JsonObject user = config.getAsJsonArray("users").get(1).getAsJsonObject();
        assertEquals("ada", user.get("name").getAsString());
        assertEquals("$6$salt$hash", user.get("passwd").getAsString());
        assertFalse(user.get("lock_passwd").getAsBoolean());
        assertEquals(
                "ssh-ed25519 AAAA ada",
                user.getAsJsonArray("ssh_authorized_keys").get(0).getAsString());
        assertFalse(ada.toString().contains("hash"), ada::toString);
    }

    @Test
    void aFileKeepsItsBytes() {
        byte[] bytes = {0, 1, (byte) 0xff, '\n'};
        JsonObject file = config(CloudInitSeed.of("i-1")
                        .file(CloudFile.of("/etc/x", bytes).permissions("0600").owner("root:root")))
                .getAsJsonArray("write_files")
                .get(0)
                .getAsJsonObject();
        assertArrayEquals(bytes, Base64.getDecoder().decode(file.get("content").getAsString()));
        assertEquals("0600", file.get("permissions").getAsString());
    }

    @Test
    void verbatimUserDataHidesNothing() {
        CloudInitSeed script = CloudInitSeed.of("i-1").userData("#!/bin/sh\necho hello\n");
        assertEquals("#!/bin/sh\necho hello\n", text(script, "user-data"));
        assertThrows(InvalidSpecException.class, () -> script.installs("nginx"));
        assertThrows(
                InvalidSpecException.class,
                () -> CloudInitSeed.of("i-1").installs("nginx").userData("#!/bin/sh\n"));
    }

    @Test
    void whatIsNoHashIsRefusedAndNotRepeated() {
        InvalidSpecException thrown = assertThrows(
                InvalidSpecException.class, () -> CloudUser.named("ada").passwordHash("secret"));
        assertFalse(thrown.getMessage().contains("secret"), thrown::getMessage);
    }

    /** ECMA-119, 8.4: the primary volume descriptor is in sector 16, its volume's name at byte 40 of it. */
    @Test
    void theImageHasTheNameThatCloudInitLooksFor(@TempDir Path folder) throws IOException {
        Path image = CloudInitSeed.of("i-1").hostName("web").writeTo(folder.resolve("seed.iso"));
        byte[] bytes = Files.readAllBytes(image);
        assertEquals("CD001", new String(bytes, 16 * SECTOR + 1, 5, StandardCharsets.US_ASCII));
        assertEquals(
                "cidata",
                new String(bytes, 16 * SECTOR + 40, 32, StandardCharsets.US_ASCII)
                        .strip()
                        .toLowerCase(java.util.Locale.ROOT));
        try (Stream<Path> left = Files.list(folder)) {
            assertEquals(1, left.count(), "something beside the image is left");
        }
    }
}
