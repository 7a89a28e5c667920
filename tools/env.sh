#!/usr/bin/env bash
# Builds .venv from the locks in requirements/: `tools/env.sh run` for what the bot needs, `full`
# for the optional parts too (PostgreSQL, WeChat), `test` for all that and the tests' own.
# Does nothing when .venv already matches the locks, so it may be run any time.
# PY chooses the Python (3.11 or later).
set -euo pipefail
cd "$(dirname "$0")/.."

want=${1:?usage: tools/env.sh run|full|test}
venv=.venv
project_stamp=$venv/project.ok

say() { printf '%s\n' "$*"; }
fail() { printf 'env: %s\n' "$@" >&2; exit 1; }

# A name on the PATH is not enough: version managers leave stubs that only print an error.
usable() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
  local name
  if [ -n "${PY:-}" ]; then
    usable "$PY" || fail "PY=$PY is not a Python 3.11 or later"
    echo "$PY"
    return
  fi
  for name in python3.11 python3.12 python3.13 python3 python; do
    if usable "$name"; then echo "$name"; return; fi
  done
  fail "no Python 3.11 or later found." \
    "Debian or Ubuntu: apt-get install python3 python3-venv; macOS: brew install python@3.13." \
    "Or name one you have: make PY=/path/to/python3.11"
}

case $want in
  # Each environment has the smaller ones in it.
  run) has="run" ;;
  full) has="run full" ;;
  test) has="run full test" ;;
  *) fail "there is no environment called $want" ;;
esac

# What .venv was built from: the locks and the place, since its scripts hold absolute paths.
key() { { pwd; cat requirements/build.txt "requirements/$1.txt"; } | cksum; }

# Whether .venv is whole, was made at this place, and is of the Python that PY names, if it does.
venv_fits() {
  usable "$venv/bin/python" && [ "$(cat "$venv/place" 2>/dev/null)" = "$PWD" ] &&
    { [ -z "${PY:-}" ] || [ "$("$PY" --version 2>&1)" = "$("$venv/bin/python" --version)" ]; }
}

make_venv() {
  local python
  python=$(find_python)
  say "env: making $venv with $("$python" --version)"
  "$python" -m venv --clear "$venv" ||
    fail "cannot make $venv; on Debian or Ubuntu: apt-get install python3-venv"
  echo "$PWD" >"$venv/place"
}

# One counted line a package instead of a minute of silence.
progress() {
  awk -v total="$1" '
    /^Ignoring / { total-- }
    /^(Collecting|Processing|Requirement already satisfied:) / {
      name = $0
      sub(/^(Collecting|Processing|Requirement already satisfied:) /, "", name)
      sub(/[ ;(].*/, "", name)
      sub(/.*\//, "", name)
      sub(/-(py|cp)[0-9].*/, "", name)
      printf "env: [%d/%d] %s\n", ++done, total, name
      fflush()
    }
    /^Installing collected packages/ { print "env: unpacking (up to half a minute)"; fflush() }
    /^(ERROR|WARNING: Retrying)/ { print; fflush() }'
}

pip_install() {
  PYTHONUNBUFFERED=1 "$venv/bin/python" -m pip install --no-input --no-deps --timeout 30 --retries 2 \
    --disable-pip-version-check --no-build-isolation --progress-bar off "$@" </dev/null 2>&1
}

install_lock() {
  local lock=$1
  say "env: $lock"
  pip_install --require-hashes -r "$lock" | progress "$(grep -c '^[a-z].*==' "$lock")" ||
    fail "could not install $lock: see above; is the package index reachable?"
}

# Two makes at once take turns.
if command -v flock >/dev/null; then exec 9<requirements/build.txt; flock 9; fi
venv_fits || make_venv
if [ "$(cat "$venv/$want.ok" 2>/dev/null)" != "$(key "$want")" ]; then
  install_lock requirements/build.txt
  install_lock "requirements/$want.txt"
  for name in $has; do key "$name" >"$venv/$name.ok"; done
fi
# Packages, scripts and dependencies; how the checks are set up stands after them.
project_key=$(sed '/^\[tool\.pytest/,$d' pyproject.toml | cksum)
if [ "$(cat "$project_stamp" 2>/dev/null)" != "$project_key" ]; then
  say "env: the project itself"
  log=$(pip_install -e .) || { say "$log"; fail "could not install the project"; }
  echo "$project_key" >"$project_stamp"
  say "env: ready, $venv/bin/jielong"
fi
