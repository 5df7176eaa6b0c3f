# shellcheck shell=bash
# Containers of liblxc's. Sourced, never run.

# lxc_down FOLDER: ends all containers whose lxcpath is FOLDER or lies in it. Each has a process of liblxc's own, which says
# in its arguments whose it is; its first child is the container's init, with which all others of the container end.
lxc_down() {
    local entry pid child argument round
    local -a doomed
    for round in 1 2 3; do
        doomed=()
        for entry in /proc/[0-9]*; do
            pid=${entry#/proc/}
            { IFS= read -r -d '' argument <"$entry/cmdline" || [[ -n $argument ]]; } 2>/dev/null || continue
            # Who passes the news of a folder on ends by itself, but only after half a minute.
            if [[ $argument == */lxc-monitord && $(tr '\0' '\n' <"$entry/cmdline" 2>/dev/null | sed -n 2p)/ == "$1"/* ]]; then
                doomed+=("$pid")
            fi
            [[ $argument == "[lxc monitor] $1"[/\ ]* ]] || continue
            for child in $(cat -- "$entry/task/$pid/children" 2>/dev/null); do doomed+=("$child"); done
            if ((round > 1)); then doomed+=("$pid"); fi
        done
        ((${#doomed[@]})) || return 0
        kill -KILL "${doomed[@]}" 2>/dev/null || :
        sleep 0.3
    done
}
