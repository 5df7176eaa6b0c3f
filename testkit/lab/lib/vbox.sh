# shellcheck shell=bash
# VirtualBox of Debian unstable in a namespace of mounts of its own, kept by a process that does nothing else: there /usr
# is the unstable tree's, and all else is the machine's, so that every path means the same inside and outside. Sourced,
# never run. Needs common.sh, process.sh and daemon.sh.

# vbox_up FOLDER TREE: makes the namespace, and FOLDER/VBoxManage, which runs there.
vbox_up() {
    local folder=$1 tree=$2 holder tick name
    mkdir -p -- "$folder"/{usr,pids}
    if ! process_recorded "$folder/pids/holder"; then
        vbox_sweep "$folder"
        rm -f -- "$folder/ready"
        # What the namespace runs instead of VBoxHeadless; its path in the list of mounts tells whose a process is.
        install -m 755 -- "$LAB_HOME/vbox/VBoxHeadless" "$folder/VBoxHeadless"
        (
            daemon_detached
            exec setsid unshare -m --propagation private "$LAB_HOME/vbox/namespace" "$folder" "$tree"
        ) </dev/null >"$folder/namespace.log" 2>&1 &
        holder=$!
        process_record "$holder" "$folder/pids/holder" || { cat -- "$folder/namespace.log" >&2; return 1; }
        for ((tick = 0; ; tick++)); do
            [[ ! -e $folder/ready ]] || break
            process_start "$holder" && ((tick < 1500)) || { cat -- "$folder/namespace.log" >&2; return 1; }
            sleep 0.02
        done
    fi
    process_recorded "$folder/pids/holder"
    cat >"$folder/enter" <<END
#!/bin/sh
exec nsenter --mount=/proc/$REPLY/ns/mnt -- "/usr/lib/virtualbox/\${0##*/}" "\$@"
END
    chmod 755 -- "$folder/enter"
    for name in VBoxManage vboxwebsrv; do ln -sf enter "$folder/$name"; done
}

# vbox_processes FOLDER: the numbers of all that lives in the namespace, in PROCESSES: the list of its mounts names the
# folder, and no other's does.
vbox_processes() {
    local file name=${1%/*}
    PROCESSES=()
    while read -r file; do
        file=${file#/proc/}
        PROCESSES+=("${file%/mountinfo}")
    done < <(grep -lsF -- "/${name##*/}/vbox/VBoxHeadless " /proc/[0-9]*/mountinfo)
}

# vbox_sweep FOLDER: kills them. Nothing of it is to be kept.
vbox_sweep() {
    vbox_processes "$1"
    while ((${#PROCESSES[@]})); do
        kill -s KILL "${PROCESSES[@]}" 2>/dev/null || :
        sleep 0.05
        vbox_processes "$1"
    done
}

# vbox_down FOLDER: ends all of it, and removes what it has outside of the folder: VirtualBox wants its sockets in /tmp.
vbox_down() {
    local name=${1%/*}
    vbox_sweep "$1"
    rm -rf -- "/tmp/.vbox-${name##*/}"*-ipc
}
