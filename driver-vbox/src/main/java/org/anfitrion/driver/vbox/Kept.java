package org.anfitrion.driver.vbox;

import java.util.List;
import java.util.Optional;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.Owner;
import org.anfitrion.driver.vbox.settings.MachineSettings;

/** What VirtualBox has no place for: it is kept with a machine's extra data. */
enum Kept {
    TITLE("anfitrion/title", "title") {
        @Override
        Optional<String> of(DomainSpec spec) {
            return spec.title();
        }
    },
    OWNER("anfitrion/owner", "owner") {
        @Override
        Optional<String> of(DomainSpec spec) {
            return spec.owner().map(Owner::toString);
        }
    };

    private final String key;
    private final String title;

    Kept(String key, String title) {
        this.key = key;
        this.title = title;
    }

    /** What a description says of it. */
    abstract Optional<String> of(DomainSpec spec);

    /** What is kept with a machine. */
    Optional<String> of(MachineSettings machine) {
        return machine.extraData(key).filter(value -> !value.isEmpty());
    }

    boolean differs(DomainSpec base, DomainSpec wanted) {
        return !of(base).equals(of(wanted));
    }

    String change(DomainSpec base, DomainSpec wanted) {
        return title + ": " + of(base).orElse("") + " -> " + of(wanted).orElse("");
    }

    /** The arguments that write it, or take it away. */
    List<String> words(String uuid, DomainSpec spec) {
        return of(spec).filter(value -> !value.isEmpty())
                .map(value -> List.of("setextradata", uuid, key, value))
                .orElseGet(() -> List.of("setextradata", uuid, key));
    }
}
