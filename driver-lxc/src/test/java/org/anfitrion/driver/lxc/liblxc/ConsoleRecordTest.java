package org.anfitrion.driver.lxc.liblxc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader of a console goes on where it was, whatever becomes of the file. */
class ConsoleRecordTest {

    @TempDir
    Path folder;

    private long position;

    private String read(ConsoleRecord record) throws IOException {
        StringBuilder all = new StringBuilder();
        ConsoleRecord.Piece piece = record.read(position);
        while (piece.bytes().length > 0) {
            all.append(new String(piece.bytes(), StandardCharsets.UTF_8));
            position = piece.position() + piece.bytes().length;
            piece = record.read(position);
        }
        return all.toString();
    }

    private void rotate(Path file) throws IOException {
        Files.move(
                file,
                file.resolveSibling("console.1"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING,
                java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void whatWasMovedAsideIsReadBeforeTheFileThatWasBegunAnew() throws IOException {
        Path file = Files.writeString(folder.resolve("console"), "one ");
        ConsoleRecord record = new ConsoleRecord(file);
        assertEquals("one ", read(record));
        Files.writeString(file, "two ", StandardOpenOption.APPEND);
        rotate(file);
        Files.writeString(file, "a longer three than before ");
        assertEquals("two a longer three than before ", read(record));
        assertEquals(4 + 4 + 27, record.end());
    }

    @Test
    void whatIsKeptNoMoreIsLeftOut() throws IOException {
        Path file = Files.writeString(folder.resolve("console"), "one ");
        ConsoleRecord record = new ConsoleRecord(file);
        read(record);
        rotate(file);
        Files.writeString(file, "lost ");
        rotate(file);
        Files.writeString(file, "three");
        assertEquals("three", read(record));
    }

    @Test
    void aFileThatSomebodyEmptiedIsReadFromItsBeginning() throws IOException {
        Path file = Files.writeString(folder.resolve("console"), "one two");
        ConsoleRecord record = new ConsoleRecord(file);
        read(record);
        Files.writeString(file, "new");
        assertEquals("new", read(record));
        assertEquals(10, record.end());
    }
}
