#!/bin/sh
# Make .venv with Python 3.11 or later, or say plainly what is missing.
set -u

for python in python3.11 python3.12 python3.13 python3.14 python3; do
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
    "$python" -m venv .venv && exit 0
    rm -rf .venv
    echo "Không tạo được môi trường Python. Trên Debian, Ubuntu: apt install python3-venv" >&2
    echo "(Could not make a virtual environment; on Debian and Ubuntu install python3-venv.)" >&2
    exit 1
done
echo "Cần Python 3.11 trở lên, không tìm thấy (Python 3.11 or later is needed)." >&2
exit 1
