# Sourced after common.sh: assembler and emulator for the tests of the clock routine for arm64.

has_emulator() { { have qemu-aarch64-static || have qemu-aarch64; } && have aarch64-linux-gnu-as; }

ensure_emulator() {
    if [ "$(uname -m)" != x86_64 ] || has_emulator; then return 0; fi
    if may_install; then
        say "installing for the tests of the clock routine: binutils-aarch64-linux-gnu, qemu-user-static"
        apt_install binutils-aarch64-linux-gnu qemu-user-static || true
    fi
    has_emulator || say "no emulator of arm64: the tests of its clock routine will be skipped (Debian: apt-get install binutils-aarch64-linux-gnu qemu-user-static)."
}
