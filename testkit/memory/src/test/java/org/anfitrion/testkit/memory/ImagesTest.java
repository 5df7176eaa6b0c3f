package org.anfitrion.testkit.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import org.anfitrion.api.domain.DiskFormat;
import org.anfitrion.api.error.AlreadyExistsException;
import org.anfitrion.api.error.ConflictException;
import org.anfitrion.api.error.NotFoundException;
import org.anfitrion.api.storage.Backing;
import org.junit.jupiter.api.Test;

class ImagesTest {

    private static final int CHUNK = ImageContent.CHUNK;
    private static final Call CALL = Call.on(Operation.STORAGE_CREATE, "image");

    private final Images images = new Images();
    private final Image base = images.create("/pool/base", DiskFormat.RAW, 10L * CHUNK, Optional.empty(), CALL);

    private Image over(Image below, String name, long capacity) {
        return images.create(
                "/pool/" + name,
                DiskFormat.QCOW2,
                capacity,
                Optional.of(new Backing(below.path(), below.format())),
                CALL);
    }

    private void write(Image image, long offset, String text) {
        images.write(image, offset, ByteBuffer.wrap(text.getBytes(UTF_8)), CALL);
    }

    private String read(Image image, long offset, int length) {
        return new String(images.content(image, CALL).read(offset, length), UTF_8);
    }

    @Test
    void aNewImageIsOneHole() {
        assertEquals(10L * CHUNK, images.content(base, CALL).holeAt(0));
        assertArrayEquals(new byte[3], images.content(base, CALL).read(5, 3));
        assertEquals(0, base.allocation());
    }

    @Test
    void whatIsWrittenAcrossChunksIsRead() {
        write(base, CHUNK - 2, "four");
        assertEquals("\0four\0", read(base, CHUNK - 3, 6));
        assertEquals(8L * CHUNK, images.content(base, CALL).holeAt(2L * CHUNK));
        assertEquals(2L * CHUNK, base.allocation());
    }

    @Test
    void anImageOverAnotherReadsItAndNeverWritesToIt() {
        write(base, 0, "base");
        Image thin = over(base, "thin", base.capacity());
        write(thin, 1, "x");
        assertEquals("bxse", read(thin, 0, 4));
        assertEquals("base", read(base, 0, 4));
    }

    @Test
    void aHoleThatIsWrittenHidesWhatLiesUnderIt() {
        write(base, 0, "a".repeat(3 * CHUNK));
        Image thin = over(base, "thin", base.capacity());
        images.zero(thin, 10, 2L * CHUNK, CALL);
        assertEquals("a\0", read(thin, 9, 2));
        assertEquals("\0a", read(thin, 9L + 2 * CHUNK, 2));
        assertEquals("a", read(base, 10, 1));
    }

    @Test
    void whatWasCutOffDoesNotComeBack() {
        write(base, 0, "a".repeat(3 * CHUNK));
        Image thin = over(base, "thin", base.capacity());
        images.resize(thin, CHUNK + 10, CALL);
        images.resize(thin, 3L * CHUNK, CALL);
        assertEquals("a\0", read(thin, CHUNK + 9, 2));
        assertEquals("\0", read(thin, 2L * CHUNK, 1));
    }

    @Test
    void aSmallerImageOverALargerOneEndsWhereItEnds() {
        write(base, 0, "a".repeat(2 * CHUNK));
        Image thin = over(base, "thin", CHUNK + 10);
        assertEquals(1, images.content(thin, CALL).read(CHUNK + 9, 5).length);
        images.resize(thin, 2L * CHUNK, CALL);
        assertEquals("a\0\0", read(thin, CHUNK + 9, 3));
    }

    @Test
    void aContentStaysWhatItWasAndTellsWhatChanged() {
        write(base, 0, "then");
        ImageContent then = images.content(base, CALL);
        write(base, 5L * CHUNK, "now");
        images.zero(base, 0, CHUNK, CALL);
        ImageContent now = images.content(base, CALL);
        assertEquals("then", new String(then.read(0, 4), UTF_8));
        assertEquals(Set.of(0L, 5L), now.changedSince(then));
    }

    @Test
    void anOwnLayerCanBeGivenBack() {
        write(base, 0, "then");
        Image.State then = base.state();
        write(base, 0, "now!");
        images.resize(base, 20L * CHUNK, CALL);
        base.restore(then);
        write(base, 9L * CHUNK, "end");
        base.restore(then);
        assertEquals("then\0", read(base, 0, 5));
        assertEquals(10L * CHUNK, base.capacity());
        assertEquals("\0", read(base, 9L * CHUNK, 1));
    }

    @Test
    void aCopyIsAnImageOfItsOwn() {
        write(base, 0, "base");
        Image copy = images.create("/pool/copy", DiskFormat.RAW, images.content(base, CALL), CALL);
        write(base, 0, "BASE");
        write(copy, 4, "+");
        assertEquals("base+", read(copy, 0, 5));
        assertEquals("BASE\0", read(base, 0, 5));
    }

    @Test
    void rebasingKeepsTheContentAndCommittingBringsItDown() {
        write(base, 0, "base");
        Image middle = over(base, "middle", base.capacity());
        write(middle, CHUNK, "middle");
        Image top = over(middle, "top", base.capacity());
        images.zero(top, 0, 2, CALL);

        images.rebase(middle, Optional.empty(), CALL);
        assertEquals("base", read(middle, 0, 4));
        images.rebase(top, Optional.of(new Backing(base.path(), base.format())), CALL);
        assertEquals("\0\0se", read(top, 0, 4));
        assertEquals("middle", read(top, CHUNK, 6));

        images.commit(top, base, CALL);
        assertEquals("\0\0se", read(base, 0, 4));
        assertEquals("middle", read(base, CHUNK, 6));
    }

    @Test
    void aDirectoryHasTheImagesThatLieInIt() {
        images.create("/pool/sub/other", DiskFormat.RAW, 1, Optional.empty(), CALL);
        over(base, "thin", 1);
        assertEquals(Set.of("base", "thin"), images.in("/pool").keySet());
        images.delete("/pool/base");
        images.delete("/pool/sub/other");
        assertEquals(Set.of("thin"), images.in("/pool").keySet());
        assertTrue(images.in("/pool/sub").isEmpty());
    }

    @Test
    void whatIsNotThereOrImpossibleIsSaid() {
        assertThrows(AlreadyExistsException.class, () -> over(base, "base", 1));
        assertThrows(NotFoundException.class, () -> images.require("/pool/none", CALL));
        Image thin = over(base, "thin", 1);
        images.rebase(base, Optional.of(new Backing(thin.path(), thin.format())), CALL);
        assertThrows(ConflictException.class, () -> images.content(thin, CALL));
        images.delete(base.path());
        assertThrows(NotFoundException.class, () -> images.content(thin, CALL));
    }
}
