package org.anfitrion.testkit.contract.model;

import java.util.EnumSet;
import java.util.Optional;
import org.anfitrion.api.domain.Applied;
import org.anfitrion.api.domain.Described;
import org.anfitrion.api.domain.DomainFilter;
import org.anfitrion.api.domain.DomainInfo;
import org.anfitrion.api.domain.DomainSpec;
import org.anfitrion.api.domain.Leftover;
import org.anfitrion.api.domain.Scope;
import org.anfitrion.api.domain.View;
import org.anfitrion.api.host.Feature;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.Creation;
import org.anfitrion.spi.Deadline;
import org.anfitrion.spi.DomainFacet;
import org.anfitrion.spi.DomainRef;
import org.anfitrion.spi.PowerAction;
import org.anfitrion.spi.Progress;

/**
 * One step in the lives of a few domains, sensible or not. A step knows its domain by a slot: a small number that stands for
 * a name.
 */
public sealed interface Step {

    /**
     * Takes the step.
     *
     * @param stage where
     * @return what came of it, in words that are the same for every backend
     */
    String on(Stage stage);

    /**
     * Returns what a driver may be unable to do of it.
     *
     * @return the feature; empty for what every driver can
     */
    default Optional<Feature> feature() {
        return Optional.empty();
    }

    /**
     * Makes a domain.
     *
     * @param slot its name
     * @param creation whether it is kept or started
     * @param cpus how many
     * @param mebibytes how much memory beyond a plain domain's
     */
    record Create(int slot, Creation creation, int cpus, int mebibytes) implements Step {
        @Override
        public String on(Stage stage) {
            DomainSpec plain = stage.plain(slot);
            DomainSpec spec = plain.toBuilder()
                    .cpus(cpus)
                    .memory(DataSize.bytes(plain.memory().current().bytes()
                            + DataSize.mebibytes(mebibytes).bytes()))
                    .build();
            return stage.remember(slot, stage.domains().create(spec, creation, Progress.unwatched()));
        }

        @Override
        public Optional<Feature> feature() {
            return Optional.of(creation == Creation.DEFINE ? Feature.DEFINE : Feature.TRANSIENT);
        }
    }

    /**
     * Turns a domain on, off, or something between.
     *
     * @param slot which
     * @param action what
     */
    record Power(int slot, PowerAction action) implements Step {
        @Override
        public String on(Stage stage) {
            return stage.with(slot, id -> stage.line(stage.domains().power(id, action, Deadline.after(Stage.ENOUGH))));
        }

        @Override
        public Optional<Feature> feature() {
            return switch (action) {
                case START, DESTROY -> Optional.empty();
                case SUSPEND, RESUME -> Optional.of(Feature.SUSPEND);
                case SHUTDOWN -> Optional.of(Feature.SHUTDOWN);
                case REBOOT -> Optional.of(Feature.REBOOT);
                case RESET -> Optional.of(Feature.RESET);
            };
        }
    }

    /**
     * Removes a domain.
     *
     * @param slot which
     */
    record Remove(int slot) implements Step {
        @Override
        public String on(Stage stage) {
            return stage.with(slot, id -> {
                stage.domains().remove(id, EnumSet.allOf(Leftover.class));
                return "removed";
            });
        }
    }

    /**
     * Sets whether a domain starts with its host.
     *
     * @param slot which
     * @param on whether it does
     */
    record Autostart(int slot, boolean on) implements Step {
        @Override
        public String on(Stage stage) {
            return stage.with(slot, id -> {
                stage.domains().autostart(id, on);
                return "autostart";
            });
        }

        @Override
        public Optional<Feature> feature() {
            return Optional.of(Feature.AUTOSTART);
        }
    }

    /**
     * Changes a configuration.
     *
     * @param slot whose
     * @param cpus how many
     * @param mebibytes memory beyond what it has
     * @param description a text
     * @param again whether to try the same once more from the same base, which is a conflict if anything was changed
     */
    record Update(int slot, int cpus, int mebibytes, String description, boolean again) implements Step {
        @Override
        public String on(Stage stage) {
            return stage.with(slot, id -> {
                DomainFacet domains = stage.domains();
                Described<DomainSpec> base = domains.read(id, View.CONFIG);
                DomainSpec spec = base.spec();
                DomainSpec wanted = spec.toBuilder()
                        .cpus(cpus)
                        .memory(DataSize.bytes(spec.memory().maximum().bytes()
                                + DataSize.mebibytes(mebibytes).bytes()))
                        .description(description)
                        .build();
                Applied applied = domains.update(id, base, wanted, Scope.CONFIG, Progress.unwatched());
                if (again) {
                    DomainSpec second = wanted.toBuilder().title("again").build();
                    applied = domains.update(id, base, second, Scope.CONFIG, Progress.unwatched());
                }
                DomainSpec now = domains.read(id, View.CONFIG).spec();
                return (applied.changes().isEmpty() ? "nothing changed" : "changed") + ": "
                        + now.cpus() + ", " + now.memory() + ", " + now.description()
                        + (applied.waitsForRestart() ? ", waits for the next start" : "");
            });
        }

        @Override
        public Optional<Feature> feature() {
            return Optional.of(Feature.UPDATE_CONFIG);
        }
    }

    /**
     * Looks a domain up, by its identity and by its name.
     *
     * @param slot which
     */
    record Find(int slot) implements Step {
        @Override
        public String on(Stage stage) {
            String byName = found(stage, new DomainRef.ByName(stage.name(slot)));
            return byName + stage.with(slot, id -> ", by id " + found(stage, new DomainRef.ById(id)));
        }

        private static String found(Stage stage, DomainRef reference) {
            Optional<DomainInfo> row = stage.domains().find(reference, Stage.ALL);
            return row.map(stage::line).orElse("not found");
        }
    }

    /**
     * Lists domains.
     *
     * @param filter which
     */
    record Look(DomainFilter filter) implements Step {
        @Override
        public String on(Stage stage) {
            return stage.list(filter);
        }
    }
}
