package org.anfitrion.cloudinit;

import com.github.stephenc.javaisotools.iso9660.ConfigException;
import com.github.stephenc.javaisotools.iso9660.ISO9660File;
import com.github.stephenc.javaisotools.iso9660.ISO9660RootDirectory;
import com.github.stephenc.javaisotools.iso9660.NamingConventions;
import com.github.stephenc.javaisotools.iso9660.impl.CreateISO;
import com.github.stephenc.javaisotools.iso9660.impl.ISO9660Config;
import com.github.stephenc.javaisotools.iso9660.impl.ISOImageFileHandler;
import com.github.stephenc.javaisotools.joliet.impl.JolietConfig;
import com.github.stephenc.javaisotools.rockridge.impl.RockRidgeConfig;
import com.github.stephenc.javaisotools.sabre.HandlerException;
import com.github.stephenc.javaisotools.sabre.impl.ByteArrayDataReference;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The disk: ISO 9660 with the real names by Rock Ridge, which Linux and the BSDs read, and by Joliet, which Windows reads.
 */
final class SeedImage {

    /** The name by which cloud-init finds it. */
    static final String LABEL = "cidata";

    /** The library keeps its settings in static fields. */
    private static final ReentrantLock LIBRARY = new ReentrantLock();

    private SeedImage() {}

    static void write(Map<String, byte[]> files, Path image) throws IOException {
        LIBRARY.lock();
        try {
            // It would print each name that it shortens.
            NamingConventions.VERBOSE = false;
            ISO9660RootDirectory root = new ISO9660RootDirectory();
            long now = System.currentTimeMillis();
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                root.addFile(new ISO9660File(new ByteArrayDataReference(file.getValue()), file.getKey(), now));
            }
            new CreateISO(new ISOImageFileHandler(image.toFile()), root)
                    .process(plainNames(), posixNames(), unicodeNames(), null);
        } catch (HandlerException | ConfigException e) {
            throw new IOException("cannot make an ISO 9660 image: " + e.getMessage(), e);
        } finally {
            LIBRARY.unlock();
        }
    }

    private static ISO9660Config plainNames() throws ConfigException {
        ISO9660Config config = new ISO9660Config();
        config.setInterchangeLevel(2);
        config.setVolumeID(LABEL);
        return config;
    }

    private static RockRidgeConfig posixNames() {
        RockRidgeConfig config = new RockRidgeConfig();
        config.setMkisofsCompatibility(true);
        return config;
    }

    private static JolietConfig unicodeNames() throws ConfigException {
        JolietConfig config = new JolietConfig();
        config.setVolumeID(LABEL);
        return config;
    }
}
