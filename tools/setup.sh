#!/bin/sh
# Makes .venv hold exactly what requirements/dev.txt pins, and this project, editable.
set -eu
cd "$(dirname "$0")/.."

recent='import sys; sys.exit(sys.version_info < (3, 11))'
version='import sys; print(*sys.version_info[:3], sep=".")'

find_python() {
    for candidate in ${PYTHON:-python3.13 python3.12 python3.11 python3}; do
        if "$candidate" -c "$recent" >/dev/null 2>&1; then
            command -v "$candidate"
            return
        fi
    done
    echo "mailfollow needs Python 3.11 or newer, and ${PYTHON:-python3} is not that or does not run." >&2
    return 1
}

make_environment() {
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        package=python3-venv
        [ "$("$python" -c "$version")" = "$(/usr/bin/python3 -c "$version" 2>/dev/null)" ] ||
            package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
        tools/apt.sh "$package" "Python cannot make environments here"
    fi
    rm -rf .venv
    "$python" -m venv .venv
}

# uv does not read pip's configuration: what is ordinary on this machine is told to it.
as_configured() {
    UV_DEFAULT_INDEX=${UV_DEFAULT_INDEX:-$(.venv/bin/pip config get global.index-url 2>/dev/null ||
        echo "${PIP_INDEX_URL:-}")}
    if [ -n "$UV_DEFAULT_INDEX" ]; then export UV_DEFAULT_INDEX; else unset UV_DEFAULT_INDEX; fi
    UV_SYSTEM_CERTS=1 "$@"
}

python=$(find_python)
rm -f .venv/.ready
if [ "$(.venv/bin/python -c "$version" 2>/dev/null)" != "$("$python" -c "$version")" ]; then
    make_environment
fi
echo "Setting up .venv with $("$python" --version) ..." >&2
.venv/bin/python -m pip install --quiet --require-hashes -r requirements/uv.txt
as_configured .venv/bin/uv pip sync --quiet --require-hashes requirements/dev.txt requirements/uv.txt
as_configured .venv/bin/uv pip install --quiet --no-deps --no-build-isolation --editable .
touch .venv/.ready
