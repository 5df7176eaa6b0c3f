# shellcheck shell=bash
# Taking a lab down, for lower and the reaper. Sourced, never run. Needs common.sh, process.sh, daemon.sh, lxc.sh, openvz.sh,
# vbox.sh and xen.sh.

# lab_guests DIR...: "PID START" of every QEMU process whose arguments name a path in one of these folders. A guest
# outlives the JVM that started it, so nothing but its command line says whose it is.
lab_guests() {
    local entry pid dir argument
    local -a command
    for entry in /proc/[0-9]*; do
        pid=${entry#/proc/}
        { mapfile -d '' -t command <"$entry/cmdline"; } 2>/dev/null || continue
        case ${command[0]-} in *qemu-* | */kvm | kvm) ;; *) continue ;; esac
        for dir; do
            for argument in "${command[@]:1}"; do
                if [[ $argument/ == *"$dir/"* || $argument == *"$dir"[,\"]* ]]; then
                    if process_start "$pid"; then printf '%s %s\n' "$pid" "$REPLY"; fi
                    break 2
                fi
            done
        done
    done
}

# lab_mounts DIR...: mount points in these folders, the last mounted first.
lab_mounts() {
    local line dir at
    local -a field found=()
    while read -r line; do
        read -ra field <<<"$line"
        printf -v at %b "${field[4]}"
        for dir; do
            if [[ $at == "$dir/"* ]]; then found=("$at" "${found[@]}"); fi
        done
    done </proc/self/mountinfo
    if ((${#found[@]})); then printf '%s\n' "${found[@]}"; fi
}

# lab_lower DIR [SPARED]: stops and removes what the lab of DIR started; the process SPARED is left to end itself.
# DIR itself may be gone or going, cleaned away by a build, while guests still run: what carries no marker any more is
# not touched. The caller holds the lab's lock.
lab_lower() {
    local dir=$1 spared=${2:-} file round at start
    local -a doomed dirs
    lab_annexes "$dir"
    dirs=("${ANNEXES[@]}")
    if is_lab "$dir"; then dirs=("$dir" "${dirs[@]}"); fi

    # Daemons first, as one could start another guest; then guests, until a look finds none.
    for at in "${ANNEXES[@]}"; do
        for file in "$at"/*/cgroups; do
            if [[ -f $file ]]; then daemon_down "${file%/*}"; fi
        done
        if [[ -d $at/vbox ]]; then vbox_down "$at/vbox"; fi
        if [[ -d $at/lxc ]]; then lxc_down "$at/lxc"; fi
        for file in "$at"/*/pids/host; do
            if [[ -f $file ]]; then xen_down "${file%/pids/host}"; fi
        done
        if [[ -d $at/openvz ]]; then openvz_down "$at/openvz"; fi
    done
    doomed=()
    for file in "$dir"/pids/*; do
        if process_recorded "$file" && [[ $REPLY != "$spared" ]]; then
            read -r start <"$file"
            doomed+=("$start")
        fi
    done
    if ((${#doomed[@]})); then process_end "${doomed[@]}" || warn "could not end: ${doomed[*]}"; fi
    for round in 1 2 3; do
        mapfile -t doomed < <(lab_guests "$dir" "${ANNEXES[@]}")
        ((${#doomed[@]})) || break
        process_end "${doomed[@]}" || warn "round $round could not end: ${doomed[*]}"
    done

    while read -r at; do
        umount -l -- "$at" || die 1 "cannot unmount $at; $dir is left as it is"
    done < <(lab_mounts "${dirs[@]}")
    # The folder with the pids first, its marker last: a removal cut short can be taken up again.
    for at in "${dirs[@]}"; do
        [[ -d $at ]] || continue
        # Somebody may be removing it too: what is gone already is no failure.
        find "$at" -xdev -mindepth 1 -maxdepth 1 ! -name "$LAB_MARKER" -exec rm -rf --one-file-system -- {} + || :
        rm -f -- "$at/$LAB_MARKER"
        rmdir --ignore-fail-on-non-empty -- "$at" || [[ ! -e $at ]] || warn "left empty: $at"
    done
}
