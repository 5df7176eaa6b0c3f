package org.anfitrion.driver.kvm.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.anfitrion.api.StoragePool;
import org.anfitrion.api.Volume;
import org.anfitrion.api.storage.VolumeSpec;
import org.anfitrion.api.unit.DataSize;

/** A file that becomes a volume, by this library and by virsh, in turns. */
final class UploadRace {

    private static final int MEBIBYTES = 192;
    private static final int WARM_UPS = 3;
    private static final int ROUNDS = 15;
    private static final double SECOND = 1e9;

    private final String uri;
    private final StoragePool pool;
    private final Path folder;

    UploadRace(String uri, StoragePool pool, Path folder) {
        this.uri = uri;
        this.pool = pool;
        this.folder = folder;
    }

    Result run() throws IOException, InterruptedException {
        Path file = Files.createTempFile(folder, "upload", ".raw");
        Samples ours = new Samples();
        Samples virsh = new Samples();
        try {
            byte[] content = new byte[MEBIBYTES << 20];
            new Random(1).nextBytes(content);
            Files.write(file, content);
            Volume volume = pool.create(VolumeSpec.raw("upload", DataSize.mebibytes(MEBIBYTES)))
                    .await(Duration.ofMinutes(1));
            for (int i = 0; i < WARM_UPS; i++) {
                ours(volume, file);
                virsh(file);
            }
            for (int i = 0; i < ROUNDS; i++) {
                // Whoever is second may find the file and its place in memory warmer.
                if (i % 2 == 0) {
                    ours.add(ours(volume, file));
                    virsh.add(virsh(file));
                } else {
                    virsh.add(virsh(file));
                    ours.add(ours(volume, file));
                }
            }
            volume.delete();
        } finally {
            Files.deleteIfExists(file);
        }
        double mine = MEBIBYTES / (ours.median() / SECOND);
        double other = MEBIBYTES / (virsh.median() / SECOND);
        return new Result(
                "upload of " + MEBIBYTES + " MiB, to virsh vol-upload",
                mine,
                other,
                "MiB/s",
                mine / other,
                0.9,
                1,
                false);
    }

    private static long ours(Volume volume, Path file) {
        long began = System.nanoTime();
        volume.upload(file).await(Duration.ofMinutes(5));
        return System.nanoTime() - began;
    }

    private long virsh(Path file) throws IOException, InterruptedException {
        long began = System.nanoTime();
        int code = new ProcessBuilder(
                        "virsh", "-q", "-c", uri, "vol-upload", "--pool", pool.name(), "upload", file.toString())
                .inheritIO()
                .start()
                .waitFor();
        long took = System.nanoTime() - began;
        if (code != 0) {
            throw new IOException("virsh vol-upload ended with " + code);
        }
        return took;
    }
}
