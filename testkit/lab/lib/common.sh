# shellcheck shell=bash disable=SC2034
# Shared by raise, lower and the reaper. Sourced, never run.

LAB_HOME=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
LAB_CACHE=${XDG_CACHE_HOME:-${HOME:?HOME is not set}/.cache}/anfitrion
LAB_MARKER=.anfitrion-lab

EX_USAGE=2         # wrong arguments, or a folder the lab will not touch
EX_PRIVILEGE=3     # something has to be installed and we are not root
EX_UNOBTAINABLE=4  # a package cannot be had
readonly LAB_HOME LAB_CACHE LAB_MARKER EX_USAGE EX_PRIVILEGE EX_UNOBTAINABLE

say()  { printf 'lab: %s\n' "$*"; }
warn() { printf 'lab: %s\n' "$*" >&2; }
die()  { local code=$1; shift; warn "$*"; exit "$code"; }

# Milliseconds since some moment; no fork.
now_ms() { local t=${EPOCHREALTIME/[.,]/}; REPLY=$((t / 1000)); }

# lab_dir PATH: the absolute path of a lab folder in REPLY, or a refusal.
lab_dir() {
    local path=$1 home
    [[ -n $path ]] || die $EX_USAGE 'no folder given'
    case $path/ in
        */../* | ./) die $EX_USAGE "refused: '$path' (name the folder itself, without . or ..)" ;;
    esac
    path=$(realpath -m -- "$path")
    # Guests are found by their command line, where QEMU doubles commas and JSON escapes quotes.
    [[ $path != *[,\"\\[:cntrl:]]* ]] ||
        die $EX_USAGE "refused: '$path' (a comma, quote, backslash or control character in it)"
    home=$(realpath -m -- "$HOME")
    [[ $home/ != "${path%/}/"* && $LAB_HOME/ != "${path%/}/"* && $LAB_CACHE/ != "${path%/}/"* ]] ||
        die $EX_USAGE "refused: '$path' holds more than a lab"
    [[ $path == /*/* ]] || die $EX_USAGE "refused: '$path' is too near the root"
    REPLY=$path
}

# is_lab DIR: DIR carries the marker that raise put there, for this very path.
is_lab() {
    local recorded=
    [[ -f $1/$LAB_MARKER ]] && { IFS= read -r recorded <"$1/$LAB_MARKER" || :; }
    [[ $recorded == "$1" ]]
}

# lab_annexes DIR: the folders outside DIR that belong to its lab, in the array ANNEXES. Sockets need them: a socket's
# path ends at 107 characters, and a lab may lie deep. Each names its lab, so that it is found even without DIR.
lab_annexes() {
    local place recorded
    ANNEXES=()
    for place in /tmp/anf-*; do
        [[ -O $place && ! -L $place && -f $place/$LAB_MARKER ]] || continue
        recorded=
        IFS= read -r recorded <"$place/$LAB_MARKER" || :
        if [[ $recorded == "$1" ]]; then ANNEXES+=("$place"); fi
    done
}

# lock_lab DIR: one raise, lower or reaper at a time for a folder. The lock lies in the cache, as lower
# removes the folder. Held on descriptor 9 until the process ends.
lock_lab() {
    local name
    mkdir -p -- "$LAB_CACHE/locks"
    name=$(printf %s "$1" | sha256sum)
    exec 9>>"$LAB_CACHE/locks/${name:0:16}"
    flock 9
}
