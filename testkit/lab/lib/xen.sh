# shellcheck shell=bash
# A Xen host, hypervisor and all, in an emulated machine. Sourced, never run. Needs common.sh, process.sh and daemon.sh.

# xen_up FOLDER IMAGE: starts the host of a folder, or starts it again, at the same addresses. FOLDER/uris then names where
# it is reached, FOLDER/pids/host its number and start time. All that it has is in its memory: it starts with nothing.
xen_up() {
    local folder=$1 image=$2 lock
    mkdir -p -- "$folder"/{log,pids}
    exec {lock}>>"$folder/lock"
    flock "$lock"
    if ! process_recorded "$folder/pids/host"; then
        [[ -e $folder/configuration.tar ]] || xen_configure "$folder" || return 1
        xen_boot "$folder" "$image" || return 1
    fi
    exec {lock}>&-
}

# xen_down FOLDER: ends it, as a power failure would, and removes the folder.
xen_down() {
    if process_recorded "$1/pids/host"; then process_end "$REPLY $(cut -d' ' -f2 "$1/pids/host")"; fi
    rm -rf --one-file-system -- "$1"
}

# xen_configure FOLDER: ports, keys, and what the host fetches at its start.
xen_configure() {
    local folder=$1 name port etc=$1/tree/etc
    "$LAB_HOME/lib/listen" "$folder/ports" tcp tls ssh -- true
    daemon_keys "$folder"
    mkdir -p -m 700 -- "$folder/ssh"
    ssh-keygen -q -t ed25519 -N '' -C 'Anfitrion lab' -f "$folder/ssh/host"
    ssh-keygen -q -t ed25519 -N '' -C 'Anfitrion lab' -f "$folder/ssh/user"
    mkdir -p -- "$etc"/{libvirt,ssh,pki}
    cp -- "$folder"/pki/server/{key,cert}.pem "$folder/pki/cacert.pem" "$etc/pki/"
    cp -- "$folder/ssh/host" "$etc/ssh/host"
    cp -- "$folder/ssh/user.pub" "$etc/ssh/authorized"
    cat >"$etc/libvirt/libvirtd.conf" <<END
listen_tls = 1
listen_tcp = 1
auth_tcp = "none"
auth_tls = "none"
auth_unix_ro = "none"
auth_unix_rw = "none"
unix_sock_group = "root"
max_anonymous_clients = 200
key_file = "/etc/pki/key.pem"
cert_file = "/etc/pki/cert.pem"
ca_file = "/etc/pki/cacert.pem"
host_uuid = "$(</proc/sys/kernel/random/uuid)"
log_outputs = "3:file:/var/log/libvirt/libvirtd.log"
END
    cat >"$etc/ssh/sshd_config" <<END
HostKey /etc/ssh/host
AuthorizedKeysFile /etc/ssh/authorized
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
StrictModes no
PidFile none
MaxStartups 100
MaxSessions 100
END
    printf '127.0.0.1 localhost xen\n' >"$etc/hosts"
    tr -d - </proc/sys/kernel/random/uuid >"$etc/machine-id"
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
    while read -r name port; do
        case $name in
            tcp) printf 'uri=xen+tcp://127.0.0.1:%s/system\n' "$port" ;;
            tls) printf 'tls=xen+tls://127.0.0.1:%s/system?pkipath=%s\n' "$port" "$folder/pki" ;;
            ssh) printf 'ssh=xen+ssh://root@127.0.0.1:%s/system?command=%s\n' "$port" "$folder/ssh/command" ;;
        esac
    done <"$folder/ports" >"$folder/uris"
    tar -C "$folder/tree" --owner=0 --group=0 -cf "$folder/configuration.tar" .
}

# xen_boot FOLDER IMAGE: starts the machine and waits until libvirt answers.
xen_boot() {
    local folder=$1 image=$2 name port tick uri network='user,id=net,restrict=on'
    while read -r name port; do
        case $name in
            tcp) network+=",hostfwd=tcp:127.0.0.1:$port-:16509" ;;
            tls) network+=",hostfwd=tcp:127.0.0.1:$port-:16514" ;;
            ssh) network+=",hostfwd=tcp:127.0.0.1:$port-:22" ;;
        esac
    done <"$folder/ports"
    # The processor lacks what goes wrong in emulation: smap (IRET of QEMU before 9.1), rdtscp (PVH under nested SVM), and
    # what is slow in it: erms (moves byte by byte). One thread for all processors: with one for each, calls to the host came to
    # take seconds while nobody was busy. But where one thread emulates two, a timer ends what each does ten times a second, and
    # QEMU 7.2 then delivers once more what VMRUN injected last, which the kernel of a PVH guest may not survive
    # (cpu_handle_exception finds the vector that helper_vmrun left in exception_index).
    (
        daemon_detached
        exec setsid qemu-system-x86_64 -name anfitrion-xen -accel tcg,thread=single,tb-size=512 -machine pc \
            -cpu max,-smap,-rdtscp,-erms,-pku,-mpx -m 2304 -smp 2 -display none -nodefaults -no-reboot \
            -serial "file:$folder/log/console.log" -kernel "$image/xen" -append "console=com1 com1=115200,8n1 \
dom0_mem=896M,max:896M dom0_max_vcpus=1 loglvl=warning guest_loglvl=warning noreboot spec-ctrl=no xpti=no pv-l1tf=no \
cpufreq=none cpuidle=no" -initrd "$image/kernel console=hvc0 quiet mitigations=off cryptomgr.notests=1 rdinit=/init panic=5,$image/initrd" \
            -netdev "$network,guestfwd=tcp:10.0.2.100:80-cmd:cat $folder/configuration.tar" \
            -device e1000,autonegotiation=off,netdev=net
    ) </dev/null >"$folder/log/qemu.log" 2>&1 &
    process_record $! "$folder/pids/host" || { cat -- "$folder/log/qemu.log" >&2; return 1; }
    uri=$(sed -n 's/^uri=//p' "$folder/uris")
    for ((tick = 0; tick < 1800; tick++)); do
        if ((tick % 5 == 0)) && grep -aqs DOM0-READY "$folder/log/console.log" &&
            timeout 10 virsh -q -c "$uri" version >/dev/null 2>&1; then
            return 0
        fi
        process_recorded "$folder/pids/host" || break
        sleep 0.1
    done
    tail -n 20 -- "$folder/log/qemu.log" "$folder/log/console.log" >&2
    return 1
}
