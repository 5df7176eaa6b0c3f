package org.anfitrion.driver.kvm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anfitrion.api.error.AuthenticationFailedException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidStateException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalChoiceTest {

    @TempDir
    Path folder;

    private Path system;
    private Path user;
    private Path daemon;

    @BeforeEach
    void makeMachine() throws IOException {
        system = Files.createDirectory(folder.resolve("system"));
        user = Files.createDirectory(folder.resolve("user"));
        daemon = Files.createFile(
                folder.resolve("virtqemud"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }

    @Test
    void theHostsOwnDaemonIsTakenIfItAnswers() throws IOException {
        try (ServerSocketChannel listener = listen(system.resolve("libvirt-sock"))) {
            LocalChoice.Chosen chosen = choice(false, daemon).candidates(false).get(0);

            assertTrue(listener.isOpen());
            assertEquals("qemu:///system", chosen.uri());
            assertTrue(chosen.note().contains("libvirt-sock"), chosen.note());
        }
    }

    @Test
    void aReaderNeedsOnlyTheSocketForReaders() throws IOException {
        try (ServerSocketChannel listener = listen(system.resolve("virtqemud-sock-ro"))) {
            assertTrue(listener.isOpen());
            assertEquals("qemu:///system", choice(true).candidates(true).get(0).uri());
            assertEquals(embedded(), choice(true).candidates(false).get(0).uri());
        }
    }

    @Test
    void aSocketWithNobodyBehindItIsNoDaemon() throws IOException {
        listen(system.resolve("libvirt-sock")).close();
        Files.createFile(user.resolve("libvirt-sock"));

        assertEquals(embedded(), choice(false).candidates(false).get(0).uri());
    }

    @Test
    void theUsersOwnDaemonIsTakenIfTheHostsDoesNotAnswer() throws IOException {
        try (ServerSocketChannel listener = listen(user.resolve("virtqemud-sock"))) {
            assertTrue(listener.isOpen());
            assertEquals(
                    "qemu:///session", choice(true).candidates(false).get(0).uri());
        }
    }

    @Test
    void aDaemonThatCanBeStartedForTheUserServesToo() {
        assertEquals(
                "qemu:///session",
                choice(false, folder.resolve("absent"), daemon)
                        .candidates(false)
                        .get(0)
                        .uri());
    }

    @Test
    void nobodyExpectsASessionOfRoot() {
        assertEquals(embedded(), choice(true, daemon).candidates(false).get(0).uri());
    }

    @Test
    void withoutAnyDaemonTheDriverRunsInsideThisProcessAndSaysWhere() {
        LocalChoice.Chosen chosen = choice(false).candidates(false).get(0);

        assertEquals(embedded(), chosen.uri());
        assertTrue(chosen.note().contains(folder.resolve("data dir").toString()), chosen.note());
    }

    @Test
    void aDaemonThatRefusesTheUserIsPassedOverAndTheNotesSayWhy() throws IOException {
        try (ServerSocketChannel listener = listen(system.resolve("libvirt-sock"))) {
            assertTrue(listener.isOpen());
            List<String> tried = new ArrayList<>();

            List<String> notes = LocalChoice.openFirst(choice(false).candidates(false), (uri, told) -> {
                tried.add(uri);
                if (uri.equals("qemu:///system")) {
                    throw new AuthenticationFailedException(
                            Failure.to("connect", "to " + uri).because("polkit says no"));
                }
                return told;
            });

            assertEquals(List.of("qemu:///system", embedded()), tried);
            assertTrue(notes.get(1).contains("polkit says no"), notes::toString);
        }
    }

    @Test
    void whatRefusesLastIsTold() {
        assertThrows(
                InvalidStateException.class,
                () -> LocalChoice.openFirst(choice(true).candidates(false), (uri, told) -> {
                    throw new InvalidStateException(Failure.to("connect", "to " + uri));
                }));
    }

    private String embedded() {
        return "qemu:///embed?root=" + folder + "/data%20dir";
    }

    private LocalChoice choice(boolean root, Path... daemons) {
        return new LocalChoice(system, Optional.of(user), List.of(daemons), folder.resolve("data dir"), root);
    }

    private static ServerSocketChannel listen(Path socket) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
    }
}
