package org.anfitrion.api.domain;

import java.util.Locale;
import org.anfitrion.api.internal.Text;

/**
 * The network card that a guest sees.
 *
 * <p>The list is open: a word that this version does not know is kept as it is.
 *
 * @param name the word, in lower case
 */
public record NicModel(String name) {

    /** The paravirtual card (virtio-net). */
    public static final NicModel VIRTIO = new NicModel("virtio");

    /** Intel's 82540EM. */
    public static final NicModel E1000 = new NicModel("e1000");

    /** Intel's 82574L, for PCI Express. */
    public static final NicModel E1000E = new NicModel("e1000e");

    /** Realtek's 8139. */
    public static final NicModel RTL8139 = new NicModel("rtl8139");

    /** Xen's paravirtual card. */
    public static final NicModel NETFRONT = new NicModel("netfront");

    /**
     * Creates one by its word.
     *
     * @param name the word, in lower case
     * @throws org.anfitrion.api.error.InvalidSpecException if it is not a word of letters, digits and {@code . _ + -}
     */
    public NicModel {
        name = Text.token("NIC model", name).toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return name;
    }
}
