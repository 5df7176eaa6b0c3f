package org.anfitrion.driver.vbox.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.anfitrion.api.guest.ExecSpec;
import org.junit.jupiter.api.Test;

/** What a program in a guest is on the command line. */
class GuestsTest {

    private static final GuestUser USER = new GuestUser("-u ser", Path.of("/tmp/secret"));

    @Test
    void aProgramAndItsArgumentsAreNeverOptionsOfVBoxManage() {
        ExecSpec spec = ExecSpec.of("/bin/echo", "--help", "a b", "")
                .directory("-d")
                .environment(Map.of("NAME", "va=lue --wait"));
        assertEquals(
                List.of(
                        "guestcontrol",
                        "id",
                        "run",
                        "--username",
                        "-u ser",
                        "--passwordfile",
                        "/tmp/secret",
                        "--cwd",
                        "-d",
                        "--putenv",
                        "NAME=va=lue --wait",
                        "--wait-stdout",
                        "--wait-stderr",
                        "--",
                        "/bin/echo",
                        "--help",
                        "a b",
                        ""),
                Guests.words("id", spec, USER));
    }
}
