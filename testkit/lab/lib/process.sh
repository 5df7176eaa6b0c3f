# shellcheck shell=bash
# Processes by number and start time, so that a number used again is never mistaken. Sourced, never run.

# process_stat PID: the fields of its /proc/PID/stat after the name, in the array STAT; fails if it is gone.
# (Not with $(<file): bash 5.2 ends a script with -e there, even where a failure is looked for.)
process_stat() {
    local stat=
    { IFS= read -r -d '' stat <"/proc/$1/stat" || :; } 2>/dev/null
    [[ -n $stat ]] || return 1
    # The name, in brackets, may hold anything: begin after the last bracket.
    read -ra STAT <<<"${stat##*) }"
}

# process_start PID: its start time, in ticks since boot, in REPLY; fails if it is gone or a zombie.
process_start() {
    process_stat "$1" && [[ ${STAT[0]} != [ZX] ]] && REPLY=${STAT[19]}
}

# process_record PID FILE: "PID START" into FILE, whole or not at all.
process_record() {
    process_start "$1" || return 1
    printf '%s %s\n' "$1" "$REPLY" >"$2.new"
    mv -f -- "$2.new" "$2"
}

# process_recorded FILE: the number that FILE records in REPLY, if that very process lives.
process_recorded() {
    local pid start
    { read -r pid start <"$1"; } 2>/dev/null || return 1
    [[ $pid =~ ^[0-9]+$ && -n $start ]] && process_start "$pid" && [[ $REPLY == "$start" ]] || return 1
    REPLY=$pid
}

# process_end "PID START"...: ends each: asks, waits up to five seconds for all, then insists.
process_end() {
    local entry pid start signal tick
    for signal in TERM KILL; do
        for entry; do
            read -r pid start <<<"$entry"
            if process_start "$pid" && [[ $REPLY == "$start" ]]; then kill -s "$signal" "$pid" 2>/dev/null || :; fi
        done
        for ((tick = 0; tick < 100; tick++)); do
            for entry; do
                read -r pid start <<<"$entry"
                if process_start "$pid" && [[ $REPLY == "$start" ]]; then sleep 0.05; continue 2; fi
            done
            return 0
        done
    done
    return 1
}

# process_owner: the nearest ancestor that is a JVM or Maven, else the process that called the script; in REPLY.
process_owner() {
    local pid=$PPID name
    while ((pid > 1)); do
        name=
        { read -r name <"/proc/$pid/comm" || :; } 2>/dev/null
        case $name in java | mvn | mvnd | mvnw) REPLY=$pid; return 0 ;; esac
        process_stat "$pid" || break
        pid=${STAT[1]}
    done
    REPLY=$PPID
}
