#!/bin/sh
# Find or install Chromium for the browser tests. Never fails: without a browser those tests are
# skipped, and this script says so plainly.
set -u

for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if command -v "$name" >/dev/null 2>&1; then
        echo "Trình duyệt để kiểm thử: $(command -v "$name") (browser for tests: found)"
        exit 0
    fi
done

say_no() {
    echo "Chưa có Chromium, và không cài được: $1." >&2
    echo "Kiểm thử trên trình duyệt sẽ bị bỏ qua. Cài bằng tay rồi chạy lại: apt install chromium" >&2
    echo "(No Chromium and it could not be installed: browser tests will be skipped.)" >&2
    exit 0
}

as_root=""
if [ "$(id -u)" -ne 0 ]; then
    if command -v sudo >/dev/null 2>&1 && sudo -n true >/dev/null 2>&1; then
        as_root="sudo -n"
    else
        say_no "cần quyền quản trị máy (administrator rights are needed)"
    fi
fi

log="${TMPDIR:-/tmp}/khe-install-browser.$$.log"
echo "Đang cài Chromium cho kiểm thử, khoảng hai phút (installing Chromium, about two minutes)…"
if command -v apt-get >/dev/null 2>&1; then
    { $as_root apt-get update -qq &&
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends chromium ||
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends chromium-browser; } >"$log" 2>&1
elif command -v dnf >/dev/null 2>&1; then
    $as_root dnf install -y -q chromium >"$log" 2>&1
elif command -v apk >/dev/null 2>&1; then
    $as_root apk add --quiet chromium >"$log" 2>&1
elif command -v pacman >/dev/null 2>&1; then
    $as_root pacman -Sy --noconfirm chromium >"$log" 2>&1
else
    say_no "không biết trình cài gói của máy này (unknown package manager)"
fi || say_no "trình cài gói báo lỗi, xem $log (the package manager failed)"

rm -f "$log"
echo "Đã cài Chromium (installed)."
exit 0
