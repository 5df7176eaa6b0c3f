package org.anfitrion.driver.lxc.liblxc;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.error.ConflictException;
import org.anfitrion.api.error.Failure;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.UnsupportedCapabilityException;
import org.anfitrion.driver.lxc.config.LxcConfig;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.NativeFacet;

/**
 * The text of configurations, as lxc.container.conf(5) has it. It does not say a container's name: to define one from a text, that
 * has a line {@code # anfitrion: name = web}, or {@code lxc.uts.name}. Thread-safe.
 */
final class NativeConfigurations implements NativeFacet {

    static final String NO_CALLS = "liblxc has functions, and no requests in a language of its own";

    private final Containers containers;
    private final Inventory inventory;
    private final Definitions definitions;

    NativeConfigurations(Containers containers, Inventory inventory, Definitions definitions) {
        this.containers = containers;
        this.inventory = inventory;
        this.definitions = definitions;
    }

    @Override
    public DomainInfo define(String configuration) {
        LxcConfig config = LxcConfig.parse(configuration);
        Failure attempt = Failure.to("define", "a container from a configuration");
        containers.gate().admit(attempt, true);
        String said = config.note(Notes.NAME)
                .filter(text -> !text.isEmpty())
                .or(() -> config.get("lxc.uts.name"))
                .orElseThrow(() -> new InvalidSpecException(attempt.because(
                        "it says no name: add a line '# anfitrion: name = NAME', or set lxc.uts.name")));
        String name = DomainSpec.named(said).build().name();
        checkProblems(config, attempt);
        LxcConfig kept = withoutOwn(config);
        if (Inventory.uuid(kept).isEmpty()) {
            kept = kept.withNote(Notes.UUID, UUID.randomUUID().toString());
        }
        return definitions.define(name, kept, Failure.to("define", "container '" + name + "'"));
    }

    /** Without what this driver notes of containers that it has made: not of files, say, which are to go with one. */
    private static LxcConfig withoutOwn(LxcConfig config) {
        LxcConfig kept = config;
        for (String note : List.of(Notes.NAME, Notes.TRANSIENT, Notes.EPHEMERAL, Notes.OWN_ROOT)) {
            kept = kept.withNote(note, "");
        }
        return kept;
    }

    private static void checkProblems(LxcConfig config, Failure attempt) {
        if (!config.problems().isEmpty()) {
            throw new InvalidSpecException(attempt.because(String.join("; ", config.problems())));
        }
    }

    @Override
    public DomainInfo redefine(DomainId id, Described<DomainSpec> base, String configuration) {
        Failure attempt = containers.begin("redefine", id, true);
        LxcConfig config = LxcConfig.parse(configuration);
        try (Containers.Held held = containers.hold(id.key())) {
            DomainInfo row = inventory.row(id.key(), attempt);
            if (!row.persistent()) {
                throw new InvalidStateException(
                        attempt.because("the container is transient: it has no configuration to keep"));
            }
            if (base.view() != View.CONFIG) {
                throw InvalidSpecException.of("base", base.view(), "a configuration is redefined from the CONFIG view");
            }
            LxcConfig now = containers.config(id, attempt);
            if (!Revision.of(now).equals(base.revision())) {
                throw new ConflictException(attempt.because("its configuration was changed since it was read"));
            }
            checkProblems(config, attempt);
            Optional<String> name = config.note(Notes.NAME).filter(text -> !text.isEmpty());
            if (name.isPresent() && !name.get().equals(id.key())) {
                throw InvalidSpecException.of("container name", name.get(), "a redefinition cannot rename a container");
            }
            Optional<UUID> uuid = Inventory.uuid(config);
            if (uuid.isPresent() && !uuid.equals(Inventory.uuid(now))) {
                throw InvalidSpecException.of("UUID", uuid.get(), "a redefinition cannot change a container's UUID");
            }
            LxcConfig kept = withoutOwn(config).withNote(Notes.OWN_ROOT, ownRoot(now, config));
            if (uuid.isEmpty()) {
                kept = kept.withNote(Notes.UUID, now.note(Notes.UUID).orElse(""));
            }
            containers.folder().replace(id.key(), kept, attempt);
            return inventory.row(id.key(), attempt);
        }
    }

    /** The files that were made for a container stay its own as long as they are its root. */
    private static String ownRoot(LxcConfig now, LxcConfig then) {
        boolean same = then.get(OwnFiles.ROOT).equals(now.get(OwnFiles.ROOT));
        return same ? now.note(Notes.OWN_ROOT).orElse("") : "";
    }

    @Override
    public String call(DomainId id, String channel, String request, Deadline deadline) {
        Failure attempt = containers.begin("call '" + channel + "' of", id, true);
        throw new UnsupportedCapabilityException(
                attempt.because(NO_CALLS + ": there is no channel, nor any '" + channel + "'"));
    }

    @Override
    public String call(String channel, String request, Deadline deadline) {
        Failure attempt = Failure.to("call '" + channel + "' of", "the host");
        containers.gate().admit(attempt, true);
        throw new UnsupportedCapabilityException(
                attempt.because(NO_CALLS + ": there is no channel, nor any '" + channel + "'"));
    }
}
