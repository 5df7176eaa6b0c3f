# shellcheck shell=bash
# A tree of packages of Debian unstable, with which programs run that this machine's release does not have. Nothing of it
# is installed: the packages are unpacked, and no script of theirs is run. Made once, kept in the cache. Sourced, never
# run. Needs common.sh and apt.sh.

# unstable_tree: the folder in UNSTABLE_TREE; else it fails, with the reason in REPLY if a package cannot be had.
unstable_tree() {
    local lock recipe began
    recipe=$( (packages_to unstable; packages_to without; cat -- "$LAB_HOME/lib/unstable.sh") | sha256sum)
    UNSTABLE_TREE=$LAB_CACHE/unstable/tree-${recipe:0:16}
    [[ ! -d $UNSTABLE_TREE ]] || return 0
    mkdir -p -- "$LAB_CACHE/unstable" "$LAB_CACHE/locks"
    exec {lock}>>"$LAB_CACHE/locks/unstable"
    flock "$lock"
    if [[ ! -d $UNSTABLE_TREE ]]; then
        now_ms
        began=$REPLY
        say "unpacking $(packages_to unstable | paste -sd' ') of Debian unstable"
        # In a shell of its own, so that it can leave in the middle and change its folder.
        (unstable_make) || :
        now_ms
        [[ ! -d $UNSTABLE_TREE ]] || say "unpacked it in $((REPLY - began)) ms: $UNSTABLE_TREE"
        REPLY=$(cat -- "$LAB_CACHE"/unstable/.making-*/reason 2>/dev/null || :)
        rm -rf --one-file-system -- "$LAB_CACHE"/unstable/.making-*
    fi
    exec {lock}>&-
    [[ -d $UNSTABLE_TREE ]]
}

# unstable_make: does it, under a lock. If a package cannot be had, the file `reason` says so; all else is a failure.
unstable_make() {
    local work folder name
    local -a private names
    work=$(mktemp -d "$LAB_CACHE/unstable/.making-XXXXXX")
    mkdir -p -- "$work"/{lists/partial,cache/archives/partial,debs,root/usr}
    : >"$work/status"
    cd -- "$work/debs" || return 1
    unstable_lines >"$work/sources.list"
    # Where nobody has asked for the package lists yet, apt does not say where they are.
    if [[ ! -s $work/sources.list ]] && apt_update; then unstable_lines >"$work/sources.list"; fi
    [[ -s $work/sources.list ]] || { unstable_cannot 'apt has no package lists that would say where Debian is'; return 1; }
    # All that apt writes is in a folder of our own, and so is what it takes for installed: nothing. What it reads of the
    # machine is how to reach the archive, and whose signature counts.
    private=(
        -o Dir::Etc::SourceList="$work/sources.list" -o Dir::Etc::SourceParts=/dev/null
        -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts=/dev/null
        -o Dir::State="$work" -o Dir::State::Lists="$work/lists" -o Dir::State::Status="$work/status"
        -o Dir::Cache="$work/cache" -o APT::Sandbox::User=root -o Acquire::Languages=none
        -o Acquire::Check-Valid-Until=false
    )
    apt_run "${private[@]}" -o APT::Update::Error-Mode=any update ||
        { unstable_cannot "$(grep -m1 '^[EW]:' <<<"$APT_OUTPUT")"; return 1; }
    mapfile -t names < <(packages_to unstable)
    apt_run "${private[@]}" install --no-install-recommends --print-uris "${names[@]}" ||
        { unstable_cannot "${APT_OUTPUT##*$'\n'}"; return 1; }
    # Of all they depend on, what they run without stays away.
    mapfile -t names < <(sed -n "s/^'[^']*' \([^_]*\)_.*/\1/p" <<<"$APT_OUTPUT" |
        grep -Evx -f <(packages_to without))
    apt_run "${private[@]}" download "${names[@]}" || { unstable_cannot "${APT_OUTPUT##*$'\n'}"; return 1; }
    for folder in bin sbin lib lib64; do
        mkdir -- "$work/root/usr/$folder"
        ln -s "usr/$folder" "$work/root/$folder"
    done
    # shellcheck disable=SC2016
    printf '%s\0' ./*.deb | xargs -0 -n1 -P2 bash -c 'set -o pipefail
        dpkg-deb --fsys-tarfile "$1" | tar -x -C ../root --no-same-owner --keep-directory-symlink --exclude="./usr/share/doc" \
            --exclude="./usr/share/man" --exclude="./usr/share/locale" --exclude="./usr/lib/virtualbox/webtest"' unpack ||
        return 1
    ldconfig -r "$work/root" || return 1
    mv -T -- "$work/root" "$UNSTABLE_TREE"
}

unstable_cannot() { printf '%s\n' "$1" >"$work/reason"; }

# unstable_lines: a line of a sources.list for each place that this machine's Debian comes from.
unstable_lines() {
    local keys=/usr/share/keyrings/debian-archive-keyring.gpg trust=
    if [[ -r $keys ]]; then trust="[signed-by=$keys] "; fi
    apt-get indextargets --format '$(REPO_URI) $(LABEL)' 'Created-By: Packages' 2>/dev/null | sort -u |
        awk -v trust="$trust" 'NF == 2 && $2 == "Debian" { print "deb " trust $1 " unstable main contrib" }'
}
