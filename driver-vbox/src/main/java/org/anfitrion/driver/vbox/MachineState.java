package org.anfitrion.driver.vbox;

import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anfitrion.api.domain.DomainState;
import org.anfitrion.api.domain.DomainStatus;
import org.anfitrion.api.domain.StateReason;

/**
 * The states of a machine, with the two words that VBoxManage has for each.
 *
 * <p>Source: {@code MachineState} in the VirtualBox SDK reference; {@code machineStateToName} in {@code VBoxManageInfo.cpp}.
 */
@SuppressWarnings("ImmutableEnumChecker") // a record of two enums
enum MachineState {
    POWERED_OFF("poweroff", "powered off", DomainState.SHUT_OFF, StateReason.UNKNOWN),
    SAVED("saved", "saved", DomainState.SHUT_OFF, StateReason.SAVED),
    TELEPORTED("teleported", "teleported", DomainState.SHUT_OFF, StateReason.MIGRATED),
    ABORTED("aborted", "aborted", DomainState.SHUT_OFF, StateReason.FAILED),
    ABORTED_SAVED("aborted-saved", "aborted-saved", DomainState.SHUT_OFF, StateReason.SAVED),
    RUNNING("running", "running", DomainState.RUNNING, StateReason.UNKNOWN),
    PAUSED("paused", "paused", DomainState.PAUSED, StateReason.REQUESTED),
    STUCK("gurumeditation", "guru meditation", DomainState.PAUSED, StateReason.CRASHED),
    TELEPORTING("teleporting", "teleporting", DomainState.RUNNING, StateReason.UNKNOWN),
    LIVE_SNAPSHOTTING("livesnapshotting", "live snapshotting", DomainState.RUNNING, StateReason.UNKNOWN),
    STARTING("starting", "starting", DomainState.RUNNING, StateReason.STARTING),
    STOPPING("stopping", "stopping", DomainState.SHUTTING_DOWN, StateReason.UNKNOWN),
    SAVING("saving", "saving", DomainState.PAUSED, StateReason.SAVED),
    RESTORING("restoring", "restoring", DomainState.PAUSED, StateReason.RESTORED),
    TELEPORTING_PAUSED("teleportingpausedvm", "teleporting paused vm", DomainState.PAUSED, StateReason.MIGRATED),
    TELEPORTING_IN("teleportingin", "teleporting (incoming)", DomainState.PAUSED, StateReason.MIGRATED),
    DELETING_LIVE("deletesnapshotlive", "deleting snapshot live", DomainState.RUNNING, StateReason.UNKNOWN),
    DELETING_PAUSED(
            "deletesnapshotlivepaused", "deleting snapshot live paused", DomainState.PAUSED, StateReason.UNKNOWN),
    ONLINE_SNAPSHOTTING("onlinesnapshotting", "online snapshotting", DomainState.PAUSED, StateReason.SNAPSHOT),
    RESTORING_SNAPSHOT("restoringsnapshot", "restoring snapshot", DomainState.SHUT_OFF, StateReason.UNKNOWN),
    DELETING_SNAPSHOT("deletesnapshot", "deleting snapshot", DomainState.SHUT_OFF, StateReason.UNKNOWN),
    SETTING_UP("settingup", "setting up", DomainState.SHUT_OFF, StateReason.UNKNOWN),
    SNAPSHOTTING("snapshotting", "offline snapshotting", DomainState.SHUT_OFF, StateReason.UNKNOWN),
    /** A word that is not among these. */
    UNKNOWN("unknown", "unknown", DomainState.UNKNOWN, StateReason.UNKNOWN);

    private static final Map<String, MachineState> BY_WORD =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(state -> state.word, UnaryOperator.identity()));
    private static final Map<String, MachineState> BY_WORDS =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(state -> state.words, UnaryOperator.identity()));

    private final String word;
    private final String words;
    private final DomainStatus status;

    MachineState(String word, String words, DomainState state, StateReason reason) {
        this.word = word;
        this.words = words;
        this.status = new DomainStatus(state, reason);
    }

    /** By the word in {@code showvminfo --machinereadable}. */
    static MachineState ofWord(String word) {
        return BY_WORD.getOrDefault(word, UNKNOWN);
    }

    /** By the words in {@code list --long}. */
    static MachineState ofWords(String words) {
        return BY_WORDS.getOrDefault(words, UNKNOWN);
    }

    DomainStatus status() {
        return status;
    }

    boolean isActive() {
        return status.state().isActive();
    }

    boolean isSaved() {
        return this == SAVED || this == ABORTED_SAVED;
    }
}
