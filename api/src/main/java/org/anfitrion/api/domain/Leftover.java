package org.anfitrion.api.domain;

/** What a domain may leave behind on its host, and what keeps it from being undefined unless it is removed too. */
public enum Leftover {
    /** The memory of a managed save. */
    MANAGED_SAVE,
    /** What the host knows of its snapshots (not their images). */
    SNAPSHOT_METADATA,
    /** What the host knows of its checkpoints. */
    CHECKPOINT_METADATA,
    /** The variables of its UEFI firmware. */
    FIRMWARE_VARIABLES,
    /** The state of its emulated TPM. */
    TPM_STATE
}
