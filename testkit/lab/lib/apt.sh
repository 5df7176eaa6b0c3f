# shellcheck shell=bash
# Debian packages: what is missing, and getting it. Sourced, never run. Needs common.sh.

APT_LOCK_WAIT=900          # seconds to wait for another apt or dpkg
APT_UPDATED=               # set once the package lists were refreshed by this run
POLICY=/usr/sbin/policy-rc.d

# packages_to HOW: names of the packages to `install` or `unpack`, one a line.
packages_to() { awk -v how="$1" '$1 == how { print $2 }' "$LAB_HOME/packages"; }

# packages_missing NAME...: those that are not installed.
packages_missing() {
    dpkg-query -W -f='${db:Status-Abbrev} ${Package}\n' "$@" 2>/dev/null | awk -v want="$*" '
        $1 ~ /^.i$/ { have[$2] = 1 }
        END { n = split(want, w, " "); for (i = 1; i <= n; i++) if (!(w[i] in have)) print w[i] }'
}

# apt_run COMMAND...: runs apt-get, waiting for locks that others hold; output in APT_OUTPUT.
apt_run() {
    local deadline=$((SECONDS + APT_LOCK_WAIT)) code
    while :; do
        code=0
        APT_OUTPUT=$(LC_ALL=C DEBIAN_FRONTEND=noninteractive apt-get -q -y \
            -o DPkg::Lock::Timeout="$APT_LOCK_WAIT" -o Dpkg::Use-Pty=0 -o Acquire::Retries=2 \
            "$@" 2>&1 </dev/null 9>&-) || code=$?
        ((code)) || return 0
        if [[ $APT_OUTPUT == *'dpkg was interrupted'* ]]; then
            DEBIAN_FRONTEND=noninteractive dpkg --configure -a >/dev/null 2>&1 </dev/null 9>&- || return "$code"
        elif [[ $APT_OUTPUT != *'Could not get lock'* && $APT_OUTPUT != *'Unable to lock'* ]]; then
            return "$code"
        fi
        ((SECONDS < deadline)) || return "$code"
        sleep 1
    done
}

# apt_update: refreshes the package lists, once a run; not root cannot.
apt_update() {
    [[ -z $APT_UPDATED && $EUID -eq 0 ]] || return 1
    APT_UPDATED=yes
    say 'refreshing the package lists'
    apt_run update || warn "apt-get update: ${APT_OUTPUT##*$'\n'}"
}

# apt_candidates NAME...: "name version dependency" of each that the package lists can give; of several dependencies the
# first.
apt_candidates() {
    LC_ALL=C apt-cache --no-all-versions show "$@" 2>/dev/null | awk '
        function put() { if (p != "") print p, v, (d == "" ? "-" : d); p = v = d = "" }
        $1 == "Package:" { p = $2 } $1 == "Version:" { v = $2 } $1 == "Depends:" { d = $2; sub(/,$/, "", d) }
        /^$/ { put() } END { put() }'
}

# apt_absent NAME...: those that the package lists do not offer, after a refresh if need be.
apt_absent() {
    local absent
    absent=$(comm -23 <(printf '%s\n' "$@" | sort -u) <(apt_candidates "$@" | cut -d' ' -f1 | sort -u))
    REPLY=${absent//$'\n'/ }
}

# apt_install NAME...: installs what is missing of these and starts none of it.
# Sets UNOBTAINABLE to those that cannot be had.
apt_install() {
    local -a missing get
    local lock
    mapfile -t missing < <(packages_missing "$@")
    ((${#missing[@]})) || policy_ours || return 0
    if ((EUID)); then
        ((${#missing[@]})) || return 0
        warn 'packages are missing and only root can install them. As root:'
        warn "  apt-get update && apt-get install --no-install-recommends ${missing[*]}"
        exit "$EX_PRIVILEGE"
    fi
    # One lab at a time; apt's own locks keep others out.
    mkdir -p -- "$LAB_CACHE/locks"
    exec {lock}>>"$LAB_CACHE/locks/apt"
    flock "$lock"
    policy_release   # one that a killed run left: we have the lock, so nobody needs it
    mapfile -t missing < <(packages_missing "$@")
    if ((${#missing[@]})); then
        apt_absent "${missing[@]}"
        if [[ -n $REPLY ]] && apt_update; then apt_absent "${missing[@]}"; fi
        UNOBTAINABLE+=${REPLY:+ $REPLY}
        mapfile -t get < <(comm -23 <(printf '%s\n' "${missing[@]}" | sort -u) <(tr ' ' '\n' <<<"$REPLY" | sort -u))
        if ((${#get[@]})); then
            say "installing ${get[*]}"
            policy_hold
            # Lists older than the archive name files that are gone: refresh, and once more.
            if ! apt_run install --no-install-recommends "${get[@]}"; then
                if ! apt_update || ! apt_run install --no-install-recommends "${get[@]}"; then
                    printf '%s\n' "$APT_OUTPUT" | tail -n 5 >&2
                    mapfile -t missing < <(packages_missing "${get[@]}")
                    UNOBTAINABLE+=${missing[*]:+ ${missing[*]}}
                fi
            fi
            policy_release
        fi
    fi
    exec {lock}>&-
}

# While packages are installed no service may start. A policy that the machine has already is left alone.
policy_ours() { grep -qs 'anfitrion lab' "$POLICY"; }
policy_hold() {
    [[ ! -e $POLICY ]] || policy_ours || return 0
    printf '#!/bin/sh\n# anfitrion lab: while packages are installed, nothing starts\nexit 101\n' >"$POLICY"
    chmod 755 "$POLICY"
    trap policy_release EXIT
}
policy_release() { if policy_ours; then rm -f "$POLICY"; fi; }
