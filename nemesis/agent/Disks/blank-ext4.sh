#!/bin/sh
# Prints the template in BlankExt4.cs: a blank ext4 file system of 2 GiB, of which only the blocks that are not zero are kept
# (number as 8 bytes, little-endian, then the 4096 bytes of the block), packed with gzip, in base64. The same on every machine with
# the same e2fsprogs. Needs mkfs.ext4, tune2fs, debugfs, e2fsck (Debian: e2fsprogs), python3.
#
# There is no lost+found: a node must find its data directory as empty as a fresh volume.
set -eu
export E2FSPROGS_FAKE_TIME=1700000000
id=63686100-0000-4000-8000-000000000000
image=$(mktemp)
trap 'rm -f "$image"' EXIT
truncate -s 2G "$image"
mkfs.ext4 -q -F -b 4096 -m 0 -N 16384 -U "$id" -E "hash_seed=$id,lazy_itable_init=1,nodiscard,root_owner=0:0" \
    -O ^resize_inode,^has_journal "$image"
debugfs -w -R 'rmdir lost+found' "$image" 2>/dev/null
tune2fs -O has_journal -J size=64 "$image" >/dev/null
e2fsck -fn "$image" >/dev/null
python3 - "$image" <<'PYTHON'
import base64, gzip, sys
blocks = b""
with open(sys.argv[1], "rb") as image:
    number = 0
    while block := image.read(4096):
        if block.strip(b"\0"):
            blocks += number.to_bytes(8, "little") + block
        number += 1
text = base64.b64encode(gzip.compress(blocks, 9, mtime=0)).decode()
for start in range(0, len(text), 100):
    print(text[start:start + 100])
PYTHON
