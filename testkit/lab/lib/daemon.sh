# shellcheck shell=bash
# A libvirtd in namespaces of its own, kept by a process that does nothing else: what is libvirt's lies in one folder,
# and bridges, firewall rules, dnsmasq and the control groups of its guests are nobody else's. When the daemon dies,
# guests and networks stay, as they would on a host; when all in its control groups is killed, all is gone. Sourced, never run. Needs
# common.sh and process.sh.

# daemon_up FOLDER REMOTE BESIDE: starts the daemon of a folder, or starts it again; with REMOTE also over TLS and SSH;
# with BESIDE in the network of the daemon in that folder, so that guests can move from one to the other.
# FOLDER/uris then names where it is reached, FOLDER/pids/libvirtd its number and start time.
daemon_up() {
    local folder=$1 remote=$2 beside=${3:-} lock holder
    mkdir -p -- "$folder"/{run,lib,log,cache,etc,pids,cgroup}
    # Sockets lie in run: libvirt makes it and what is below it open to all, as on a host.
    chmod 755 -- "$folder" "$folder"/{run,lib,log,cache,etc}
    exec {lock}>>"$folder/lock"
    flock "$lock"
    process_recorded "$folder/pids/holder" || daemon_hold "$folder" "$beside" || return 1
    process_recorded "$folder/pids/holder"
    holder=$REPLY
    if ! process_recorded "$folder/pids/libvirtd"; then
        daemon_configure "$folder" "$remote"
        daemon_start "$folder" "$holder" || return 1
    fi
    if [[ -n $remote ]] && ! process_recorded "$folder/pids/sshd"; then
        daemon_sshd "$folder" "$holder" || return 1
    fi
    daemon_uris "$folder" >"$folder/uris.new"
    mv -f -- "$folder/uris.new" "$folder/uris"
    exec {lock}>&-
}

# daemon_down FOLDER: ends everything that runs in the daemon's namespaces, and removes the folder.
daemon_down() {
    local folder=$1 group
    local -a doomed
    [[ -d $folder ]] || return 0
    daemon_sweep "$folder"
    while read -r group; do
        [[ -d $group ]] || continue
        mapfile -t doomed < <(find "$group" -depth -type d)
        rmdir -- "${doomed[@]}" 2>/dev/null || warn "left: $group"
    done < <(cat -- "$folder/cgroups" 2>/dev/null)
    rm -rf --one-file-system -- "$folder"
}

# daemon_processes FOLDER: the numbers of all that the daemon ever started and that lives, in PROCESSES: whatever starts
# in a control group stays there, however often it forks.
daemon_processes() {
    local group
    PROCESSES=()
    while read -r group; do
        [[ -d $group ]] || continue
        mapfile -t -O ${#PROCESSES[@]} PROCESSES < <(find "$group" -name cgroup.procs -exec cat -- {} + 2>/dev/null)
    done < <(cat -- "$1/cgroups" 2>/dev/null)
}

# daemon_sweep FOLDER: kills them. What a test froze does not hear a polite request, and nothing of it is to be kept.
daemon_sweep() {
    daemon_processes "$1"
    while ((${#PROCESSES[@]})); do
        kill -s KILL "${PROCESSES[@]}" 2>/dev/null || :
        sleep 0.05
        daemon_processes "$1"
    done
}

# daemon_hold FOLDER BESIDE: makes the namespaces and the process that keeps them.
daemon_hold() {
    local folder=$1 beside=$2 pid
    local -a network=(unshare -n)
    if [[ -n $beside ]]; then
        process_recorded "$beside/pids/holder" || { warn "no daemon in $beside"; return 1; }
        network=(nsenter -t "$REPLY" -n --)
    fi
    # Namespaces that nobody keeps any more may still have guests of a daemon before.
    daemon_sweep "$folder"
    rm -f -- "$folder/ready"
    mkdir -p /run/libvirt /run/sshd /var/lib/libvirt /var/log/libvirt /var/cache/libvirt /etc/libvirt
    daemon_groups "$folder" >"$folder/cgroups"
    (
        daemon_detached
        daemon_join "$folder"
        exec setsid "${network[@]}" unshare -m -C --propagation private "$LAB_HOME/lib/namespace" "$folder"
    ) </dev/null >"$folder/log/namespace.log" 2>&1 &
    pid=$!
    process_record "$pid" "$folder/pids/holder"
    while [[ ! -e $folder/ready ]]; do
        process_start "$pid" || { cat -- "$folder/log/namespace.log" >&2; return 1; }
        sleep 0.02
    done
}

# daemon_groups FOLDER: makes a control group for the daemon below ours in each hierarchy, and names it.
daemon_groups() {
    local mount type path name file
    name=$(sha256sum <<<"$1")
    name=anf-${name:0:16}
    while read -r _ mount type _; do
        [[ $mount/ == /sys/fs/cgroup/* ]] || continue
        case $type in
            cgroup) path=$(awk -F: -v name="${mount##*/}" '$2 == name || $2 == "name=" name { print $3 }' \
                /proc/self/cgroup) ;;
            cgroup2) path=$(awk -F: '$1 == 0 { print $3 }' /proc/self/cgroup) ;;
            *) continue ;;
        esac
        path=$mount${path%/}
        [[ -d $path ]] || continue
        mkdir -p -- "$path/$name"
        for file in cpuset.cpus cpuset.mems; do
            if [[ $type == cgroup && -e $path/$file && -z $(<"$path/$name/$file") ]]; then
                cat -- "$path/$file" >"$path/$name/$file"
            fi
        done
        printf '%s\n' "$path/$name"
    done </proc/mounts
}

# daemon_join FOLDER: puts this process into the daemon's control groups.
daemon_join() {
    local group
    while read -r group; do
        printf '%s\n' "$BASHPID" >"$group/cgroup.procs"
    done <"$1/cgroups"
}

# daemon_detached: closes what the caller has open: a build waits for the end of its pipes, and locks must fall.
daemon_detached() {
    local fd
    for fd in /proc/self/fd/*; do
        fd=${fd##*/}
        ((fd > 2)) && [[ $fd != 255 ]] && exec {fd}>&-
    done
    cd /
}

# daemon_configure FOLDER REMOTE: writes the daemon's configuration, and keys if it is to be reached from elsewhere.
daemon_configure() {
    local folder=$1 remote=$2
    [[ -s $folder/etc/uuid ]] || cat /proc/sys/kernel/random/uuid >"$folder/etc/uuid"
    if [[ -n $remote && ! -e $folder/pki/cacert.pem ]]; then daemon_keys "$folder"; fi
    # Twenty callers who have not said yet who they are is a host's limit; tests open more at once.
    cat >"$folder/etc/libvirtd.conf" <<END
host_uuid = "$(<"$folder/etc/uuid")"
auth_unix_ro = "none"
auth_unix_rw = "none"
auth_tcp = "none"
auth_tls = "none"
max_anonymous_clients = 200
log_outputs = "3:file:/var/log/libvirt/libvirtd.log"
key_file = "$folder/pki/server/key.pem"
cert_file = "$folder/pki/server/cert.pem"
ca_file = "$folder/pki/cacert.pem"
END
    # QEMU's driver asks QEMU again at every look if it cannot open /dev/kvm as the user of its guests. There is no
    # virtlogd.
    cat >"$folder/etc/qemu.conf" <<END
user = "root"
group = "root"
security_driver = "none"
stdio_handler = "file"
END
    # Of version 2 alone there is only the daemon's own group, with processes in it, where nothing can be divided.
    if [[ -e $folder/qemu.conf ]]; then
        cat -- "$folder/qemu.conf" >>"$folder/etc/qemu.conf"
    elif ! grep -q '^[^ ]* [^ ]* cgroup ' /proc/mounts; then
        printf 'cgroup_controllers = []\n' >>"$folder/etc/qemu.conf"
    fi
    if daemon_warm && [[ -d $WARM && ! -d $folder/cache/qemu ]]; then cp -a -- "$WARM/." "$folder/cache/"; fi
}

# daemon_keys FOLDER: a certificate authority that nobody will ever trust again, and a certificate for either side.
daemon_keys() {
    local pki=$1/pki side
    mkdir -p -- "$pki/server"
    (
        cd -- "$pki"
        openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj '/CN=Anfitrion lab' \
            -addext keyUsage=critical,keyCertSign -keyout ca.key -out cacert.pem
        for side in server client; do
            openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$side" -keyout $side.key \
                -out $side.csr
            openssl x509 -req -in $side.csr -CA cacert.pem -CAkey ca.key -CAcreateserial -days 2 -out $side.pem \
                -extfile <(printf '%s\n' basicConstraints=critical,CA:FALSE keyUsage=critical,digitalSignature,keyEncipherment \
                    extendedKeyUsage=${side}Auth subjectAltName=IP:127.0.0.1,DNS:localhost)
        done
        mv server.key server/key.pem
        mv server.pem server/cert.pem
        mv client.key clientkey.pem
        mv client.pem clientcert.pem
        rm -f -- *.csr ca.key
    ) >"$1/log/keys.log" 2>&1
}

# daemon_start FOLDER HOLDER: starts libvirtd in the namespaces and waits until it answers. Its sockets are opened here,
# in the network of the machine, and given to it as systemd would; a daemon started again gets the same ports.
daemon_start() {
    local folder=$1 holder=$2 pid tick
    local -a sockets=(libvirtd.socket="$folder/run/libvirt-sock" libvirtd-ro.socket="$folder/run/libvirt-sock-ro")
    sockets+=(libvirtd-tcp.socket)
    if [[ -d $folder/pki ]]; then sockets+=(libvirtd-tls.socket); fi
    rm -f -- "$folder/started"
    (
        daemon_detached
        daemon_join "$folder"
        exec setsid "$LAB_HOME/lib/adopt" "$folder/started" "$LAB_HOME/lib/listen" "$folder/ports" "${sockets[@]}" -- \
            nsenter -t "$holder" -m -n -C -- /usr/sbin/libvirtd -p "$folder/libvirtd.pid"
    ) </dev/null >>"$folder/log/libvirtd.out" 2>&1 &
    for ((tick = 0; tick < 500; tick++)); do
        [[ ! -s $folder/started ]] || break
        sleep 0.02
    done
    read -r pid <"$folder/started" || return 1
    process_record "$pid" "$folder/pids/libvirtd"
    for ((tick = 0; ; tick++)); do
        ! timeout 30 virsh -q -c "qemu+unix:///system?socket=$folder/run/libvirt-sock" version >/dev/null 2>&1 || break
        process_start "$pid" && ((tick < 600)) || { cat -- "$folder/log/libvirtd.out" >&2; return 1; }
        sleep 0.1
    done
    daemon_keep_warm "$folder"
}

# daemon_warm: where what libvirt found out about QEMU is kept, in WARM; libvirt itself looks whether it still holds.
daemon_warm() {
    local key
    key="$(dpkg-query -W -f='${Package} ${Version} ' libvirt-daemon libvirt-daemon-driver-qemu qemu-system-x86 \
        2>/dev/null) $(uname -rv)"
    key=$(sha256sum <<<"$key")
    WARM=$LAB_CACHE/libvirtd/warm-${key:0:16}
}

# daemon_keep_warm FOLDER: asks QEMU once for all machines what it can do; the first time takes some eight seconds.
daemon_keep_warm() {
    [[ ! -d $WARM ]] || return 0
    virsh -q -c "qemu+unix:///system?socket=$1/run/libvirt-sock" capabilities >/dev/null 2>&1 || return 0
    mkdir -p -- "$WARM.$$/qemu"
    cp -a -- "$1/cache/qemu/capabilities" "$WARM.$$/qemu/"
    mv -T -- "$WARM.$$" "$WARM" 2>/dev/null || rm -rf -- "$WARM.$$"
}

# daemon_sshd FOLDER HOLDER: an sshd on the loopback for this one purpose. It lives among the daemon's mounts, where the
# socket is the system's, and in the network of the machine, where it is reached.
daemon_sshd() {
    local folder=$1 holder=$2 pid port tick
    mkdir -p -m 700 -- "$folder/ssh"
    if [[ ! -e $folder/ssh/user ]]; then
        ssh-keygen -q -t ed25519 -N '' -C 'Anfitrion lab' -f "$folder/ssh/host"
        ssh-keygen -q -t ed25519 -N '' -C 'Anfitrion lab' -f "$folder/ssh/user"
        "$LAB_HOME/lib/listen" "$folder/ssh/port" ssh -- true
    fi
    read -r _ port <"$folder/ssh/port"
    printf 'anfitrion-lab %s\n' "$(cut -d' ' -f1,2 <"$folder/ssh/host.pub")" >"$folder/ssh/known_hosts"
    cat >"$folder/ssh/config" <<END
HostKeyAlias anfitrion-lab
UserKnownHostsFile $folder/ssh/known_hosts
GlobalKnownHostsFile /dev/null
StrictHostKeyChecking yes
IdentityFile $folder/ssh/user
IdentitiesOnly yes
BatchMode yes
END
    printf '#!/bin/sh\nexec ssh -F %s "$@"\n' "$folder/ssh/config" >"$folder/ssh/command"
    chmod 755 "$folder/ssh/command"
    cat >"$folder/ssh/sshd_config" <<END
ListenAddress 127.0.0.1:$port
HostKey $folder/ssh/host
AuthorizedKeysFile $folder/ssh/user.pub
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
StrictModes no
PidFile none
MaxStartups 100
MaxSessions 100
END
    (
        daemon_detached
        daemon_join "$folder"
        exec setsid nsenter -t "$holder" -m -- /usr/sbin/sshd -D -e -f "$folder/ssh/sshd_config"
    ) </dev/null >>"$folder/log/sshd.log" 2>&1 &
    pid=$!
    process_record "$pid" "$folder/pids/sshd"
    for ((tick = 0; ; tick++)); do
        ! timeout 30 "$folder/ssh/command" -p "$port" root@127.0.0.1 true 2>>"$folder/log/ssh.log" || break
        process_start "$pid" && ((tick < 300)) || { cat -- "$folder/log/sshd.log" >&2; return 1; }
        sleep 0.1
    done
}

# daemon_uris FOLDER: where the daemon is reached, a line TRANSPORT=URI for each way.
daemon_uris() {
    local folder=$1 name port
    printf 'uri=qemu+unix:///system?socket=%s\n' "$folder/run/libvirt-sock"
    while read -r name port; do
        case $name in
            libvirtd-tcp.socket) printf 'tcp=qemu+tcp://127.0.0.1:%s/system\n' "$port" ;;
            libvirtd-tls.socket) printf 'tls=qemu+tls://127.0.0.1:%s/system?pkipath=%s\n' "$port" "$folder/pki" ;;
        esac
    done <"$folder/ports"
    if [[ -e $folder/ssh/command ]]; then
        read -r _ port <"$folder/ssh/port"
        printf 'ssh=qemu+ssh://root@127.0.0.1:%s/system?command=%s\n' "$port" "$folder/ssh/command"
    fi
}
