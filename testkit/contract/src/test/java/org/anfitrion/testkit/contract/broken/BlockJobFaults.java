package org.anfitrion.testkit.contract.broken;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.anfitrion.api.block.BlockJobInfo;
import org.anfitrion.api.block.CommitSpec;
import org.anfitrion.api.block.CopySpec;
import org.anfitrion.api.domain.DomainId;
import org.anfitrion.api.error.InvalidSpecException;
import org.anfitrion.api.error.InvalidStateException;
import org.anfitrion.api.error.OperationCancelledException;
import org.anfitrion.api.unit.DataSize;
import org.anfitrion.spi.BlockJobFacet;
import org.anfitrion.spi.Progress;
import org.anfitrion.testkit.contract.Rule;

/** What drivers do wrong with the block job facet. */
final class BlockJobFaults {

    private BlockJobFaults() {}

    static Stream<Fault> all() {
        return Stream.of(
                fault(Rule.BLK_1, "a pull fetches nothing", sound -> new Object() {
                    public void pull(DomainId id, String target, Optional<String> base, Progress progress) {
                        if (target.startsWith("no")) {
                            sound.pull(id, target, base, progress);
                        }
                    }
                }),
                fault(Rule.BLK_2, "a commit writes down nothing", sound -> new Object() {
                    public void commit(DomainId id, String target, CommitSpec spec, Progress progress) {
                        if (target.startsWith("no")) {
                            sound.commit(id, target, spec, progress);
                        }
                    }
                }),
                fault(Rule.BLK_3, "the domain never goes on in the copy", sound -> new Object() {
                    public void copy(DomainId id, String target, CopySpec spec, Progress progress) {
                        sound.copy(id, target, CopySpec.to(spec.file(), spec.format()), progress);
                    }
                }),
                fault(Rule.BLK_4, "a copy cannot be cancelled", sound -> new Object() {
                    public void copy(DomainId id, String target, CopySpec spec, Progress progress) {
                        try {
                            sound.copy(id, target, spec, progress);
                        } catch (OperationCancelledException e) {
                            sound.copy(id, target, spec, Progress.unwatched());
                        }
                    }
                }),
                fault(Rule.BLK_5, "a smaller size is passed over", sound -> new Object() {
                    public void resize(DomainId id, String target, DataSize capacity) {
                        try {
                            sound.resize(id, target, capacity);
                        } catch (InvalidSpecException e) {
                            return;
                        }
                    }
                }),
                fault(Rule.BLK_6, "no job is listed", sound -> new Object() {
                    public List<BlockJobInfo> jobs(DomainId id) {
                        sound.jobs(id);
                        return List.of();
                    }
                }),
                fault(Rule.BLK_7, "a resize of what is off does nothing", sound -> new Object() {
                    public void resize(DomainId id, String target, DataSize capacity) {
                        try {
                            sound.resize(id, target, capacity);
                        } catch (InvalidStateException e) {
                            return;
                        }
                    }
                }));
    }

    private static Fault fault(Rule rule, String what, Function<BlockJobFacet, Object> twist) {
        return Fault.facet(rule, what, BlockJobFacet.class, twist);
    }
}
