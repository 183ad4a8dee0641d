#!/bin/sh
# Install what the pages take from npm, by lock file. A machine without Node gets it from PyPI.
set -u

if ! command -v npm >/dev/null 2>&1; then
    if [ ! -x .venv/bin/npm ]; then
        echo "Máy chưa có Node, đang cài bản kèm trong .venv (no Node here: installing one in .venv)…"
        .venv/bin/python -m pip install -qq --require-hashes -r requirements/node.lock || exit 1
    fi
    PATH="$PWD/.venv/bin:$PATH"
    export PATH
fi

log=$(mktemp)
echo "Đang cài phông chữ, biểu tượng (installing fonts and icons from npm)…"
if npm ci --no-progress --loglevel=error >"$log" 2>&1; then
    rm -f "$log"
    exit 0
fi
cat "$log" >&2
rm -f "$log"
echo >&2
echo "npm không tải được gói. Hãy kiểm tra mạng và cấu hình npm của máy rồi chạy lại." >&2
echo "(npm could not fetch the packages: check the network and this machine's npm configuration.)" >&2
exit 1
