package org.anfitrion.driver.vbox;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.anfitrion.api.domain.NicModel;

/** The network cards that VirtualBox emulates, in its words. Source: {@code NetworkAdapterType} in the SDK reference. */
final class NicCards {

    /** What VirtualBox takes where a settings file says nothing. */
    static final String USUAL = "Am79C973";

    private static final Map<NicModel, String> CARDS = Map.of(
            NicModel.E1000,
            "82540EM",
            NicModel.VIRTIO,
            "virtio",
            new NicModel("82543gc"),
            "82543GC",
            new NicModel("82545em"),
            "82545EM",
            new NicModel("am79c970a"),
            "Am79C970A",
            new NicModel("am79c973"),
            "Am79C973",
            new NicModel("usbnet"),
            "usbnet");

    private NicCards() {}

    static Optional<String> word(NicModel model) {
        return Optional.ofNullable(CARDS.get(model));
    }

    static NicModel model(String word) {
        return CARDS.entrySet().stream()
                .filter(card -> card.getValue().equalsIgnoreCase(word))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> new NicModel(word.toLowerCase(Locale.ROOT)));
    }
}
