# shellcheck shell=bash disable=SC2034
# Source packages: fetched from where this machine's packages come from, checked, unpacked, and kept in the cache.
# Sourced, never run. Needs common.sh and apt.sh.

# source_names: the packages of the list.
source_names() { awk '!/^#/ && NF { print $1 }' "$LAB_HOME/sources"; }

# source_fetch NAME: the folder in SOURCE_DIR, fetched if it is not there; else it adds to UNOBTAINABLE and fails.
source_fetch() {
    local name=$1 file sum rest lock
    read -r _ file sum rest < <(awk -v name="$name" '$1 == name' "$LAB_HOME/sources") ||
        die $EX_USAGE "no source package '$name' in $LAB_HOME/sources"
    SOURCE_DIR=$LAB_CACHE/sources/$name-${sum:0:16}
    [[ ! -d $SOURCE_DIR ]] || return 0
    [[ $file != *.xz ]] || command -v xz >/dev/null || apt_install xz-utils
    mkdir -p -- "$LAB_CACHE/sources" "$LAB_CACHE/locks"
    exec {lock}>>"$LAB_CACHE/locks/sources"
    flock "$lock"
    if [[ ! -d $SOURCE_DIR ]]; then
        say "fetching the source of $name"
        # In a shell of its own, so that it can leave in the middle and change its folder.
        if ! (source_get "$name" "$file" "$sum"); then
            UNOBTAINABLE+=" $file"
        fi
        rm -rf -- "$LAB_CACHE"/sources/.fetching-*
    fi
    exec {lock}>&-
    [[ -d $SOURCE_DIR ]]
}

# source_get NAME FILE SUM: does it, under a lock.
source_get() {
    local name=$1 file=$2 sum=$3 work
    local -a private
    work=$(mktemp -d "$LAB_CACHE/sources/.fetching-XXXXXX")
    mkdir -p -- "$work"/{lists/partial,cache/archives/partial,unpacked}
    source_lines >"$work/sources.list"
    # Where nobody has asked for the package lists yet, apt does not say where they are.
    if [[ ! -s $work/sources.list ]] && apt_update; then source_lines >"$work/sources.list"; fi
    if [[ ! -s $work/sources.list ]]; then
        warn "apt has no package lists that would say where the source of $name is"
        return 1
    fi
    # All that apt writes is in a folder of our own; what it reads of the machine is how to reach the archive.
    private=(
        -o Dir::Etc::SourceList="$work/sources.list" -o Dir::Etc::SourceParts=/dev/null
        -o Dir::State::Lists="$work/lists" -o Dir::Cache="$work/cache"
        -o APT::Sandbox::User="$(id -un)" -o Acquire::Languages=none -o Acquire::Check-Valid-Until=false
    )
    cd -- "$work" || return 1
    apt_run "${private[@]}" update || warn "apt-get update: ${APT_OUTPUT##*$'\n'}"
    # An archive need not keep what apt wants beside the file, such as its signature; the sum is what counts.
    apt_run "${private[@]}" source --download-only "$name" || :
    if [[ ! -f $file ]]; then
        warn "there is no $file to be had: ${APT_OUTPUT##*$'\n'}"
        return 1
    fi
    if ! sha256sum --status -c - <<<"$sum  $file"; then
        warn "$file is not the file it should be: $(sha256sum <"$file")"
        return 1
    fi
    # A third of it would be translations of messages.
    tar -xf "$file" -C "$work/unpacked" --strip-components=1 --exclude='*.po' || return 1
    mv -T -- "$work/unpacked" "$SOURCE_DIR"
}

# source_lines: a line of a sources.list for each place that this machine's own packages come from. Nothing is trusted
# for having come from there: source_get compares sums.
source_lines() {
    apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' 2>/dev/null |
        sort -u | awk 'NF == 3 { print "deb-src [trusted=yes]", $0 }'
}
