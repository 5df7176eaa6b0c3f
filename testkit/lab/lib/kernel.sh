# shellcheck shell=bash
# Debian's kernels, unpacked: the kernel proper, its modules, and archives to start with. Sourced, never run.

# kernel_archive BUSYBOX TREE: TREE as an initramfs on standard output. Sorted, of root's, and with one time stamp, so that
# the same recipe gives the same bytes.
kernel_archive() {
    find "$2" -exec touch -h -d @0 {} +
    (cd "$2" && find . | LC_ALL=C sort | "$1" cpio -o -H newc -R 0:0 --ignore-devno --renumber-inodes) 2>/dev/null
}

# kernel_modules BUSYBOX ROOT NAME...: the files of these modules below ROOT/lib/modules/VERSION, each after those it needs.
kernel_modules() {
    local busybox=$1 root=$2 kernel
    shift 2
    kernel=$(cd "$root/lib/modules" && echo *)
    "$busybox" depmod -b "$root" "$kernel"
    awk -v want="$*" '
        { file = $1; sub(/:$/, "", file); key = file; sub(/.*\//, "", key); sub(/\.ko.*/, "", key); gsub(/-/, "_", key)
          path[key] = file; needs[key] = ""; for (i = NF; i > 1; i--) needs[key] = needs[key] " " $i }
        function take(f) { if (!(f in seen)) { seen[f] = 1; print f } }
        END { n = split(want, w, " ")
              for (i = 1; i <= n; i++) if (w[i] in path) {
                  m = split(needs[w[i]], d, " "); for (j = 1; j <= m; j++) take(d[j]); take(path[w[i]]) } }
    ' "$root/lib/modules/$kernel/modules.dep"
}

# kernel_field FILE OFFSET LENGTH: a little-endian number in a file.
kernel_field() { od -An -v -j "$2" -N "$3" -t "u$3" --endian=little "$1" | tr -d ' '; }

# kernel_uncompress VMLINUZ LZ4: the kernel proper, an ELF file, on standard output. Where it lies is told by the header of
# https://docs.kernel.org/arch/x86/boot.html: setup_sects, payload_offset, payload_length. Debian packs the one for clouds
# with lz4 and the other with xz, and puts the size, four bytes, behind.
kernel_uncompress() {
    local start length
    local -a unpack
    start=$(kernel_field "$1" $((0x1f1)) 1)
    start=$((start * 512 + 512 + $(kernel_field "$1" $((0x248)) 4)))
    length=$(kernel_field "$1" $((0x24c)) 4)
    case $(kernel_field "$1" "$start" 4) in
        $((0x184c2102))) unpack=("$2" -dc) ;;
        $((0x587a37fd))) unpack=(xz -dc) ;;
        *)
            printf 'this kernel is packed neither with lz4 nor with xz\n' >&2
            return 1
            ;;
    esac
    dd if="$1" iflag=skip_bytes,count_bytes skip="$start" count=$((length - 4)) bs=1M status=none | "${unpack[@]}"
}

# kernel_unsign FILE: drops the signature at the end of a module: a trailer of 12 bytes, the last four of them the signature's
# length, and a mark of 28. To check the signatures would take a fifth of the time that a guest takes to start.
kernel_unsign() {
    local -a size
    [[ $(tail -c 28 "$1" | tr -d '\0') == '~Module signature appended~' ]] || return 0
    read -ra size < <(tail -c 32 "$1" | od -An -N4 -tu1)
    truncate -s -$((40 + (size[0] << 24) + (size[1] << 16) + (size[2] << 8) + size[3])) "$1"
}
