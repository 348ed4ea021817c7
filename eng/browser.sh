# Sourced after common.sh: a Chromium and fonts for the tests that open reports.

has_browser() {
    local name
    for name in chromium chromium-browser google-chrome; do
        if [ -x "/usr/bin/$name" ]; then return 0; fi
    done
    return 1
}

has_fonts() { [ -n "$(find /usr/share/fonts /usr/local/share/fonts -name '*.ttf' -print -quit 2>/dev/null)" ]; }

ensure_browser() {
    local packages=()
    has_browser || packages+=(chromium)
    has_fonts || packages+=(fonts-dejavu-core)
    if [ ${#packages[@]} -gt 0 ] && may_install; then
        say "installing for the browser tests: ${packages[*]}"
        apt_install "${packages[@]}" || true
    fi
    has_browser
}
