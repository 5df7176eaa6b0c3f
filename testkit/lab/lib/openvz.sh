# shellcheck shell=bash
# Containers of the stand-in for OpenVZ. Sourced, never run.

# openvz_down FOLDER: ends all containers of the nodes in FOLDER: each has a first process that its node records, with which all
# others of the container end, and what runs it says its node in its environment.
openvz_down() {
    local round file pid entry
    local -a doomed
    for round in 1 2 3; do
        doomed=()
        for entry in /proc/[0-9]*; do
            pid=${entry#/proc/}
            if grep -qzF -- "VZ_NODE=$1/" "$entry/environ" 2>/dev/null && [[ $pid != "$$" ]]; then doomed+=("$pid"); fi
        done
        for file in "$1"/*/run/*; do
            if [[ $file != *.* ]] && process_recorded "$file"; then doomed+=("$REPLY"); fi
        done
        for file in "$1"/*/run/*.{paused,suspended}; do
            if [[ -e $file ]]; then entry=${file%/run/*}; openvz_thaw "$entry" "${file##*/}"; fi
        done
        ((${#doomed[@]})) || break
        kill -KILL "${doomed[@]}" 2>/dev/null || :
        sleep 0.2
    done
    for entry in "$1"/*/; do
        entry=anfitrion-openvz-$(printf %s "${entry%/}" | cksum | cut -d' ' -f1)
        rmdir -- /sys/fs/cgroup/*/"$entry"-* 2>/dev/null || :
    done
}

# openvz_thaw NODE FILE: lets a held container's processes go on, so that they can end.
openvz_thaw() {
    local group
    group=anfitrion-openvz-$(printf %s "$1" | cksum | cut -d' ' -f1)-${2%.*}
    { printf THAWED >"/sys/fs/cgroup/freezer/$group/freezer.state"; } 2>/dev/null || :
}
