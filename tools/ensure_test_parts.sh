#!/usr/bin/env bash
# Installs the programs that some tests drive and pip does not bring: Chromium, Node, PostgreSQL.
# Only on Debian and as root; elsewhere it says what to install, and the tests that need a missing
# part skip visibly (with CI=true they fail). Which part is there is decided in tests/peers/parts.py.
set -euo pipefail
cd "$(dirname "$0")/.."

missing() { .venv/bin/python -m tests.peers.parts "$@"; }

on_debian_as_root() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && grep -qsx 'ID=debian' /etc/os-release
}

# Debian starts a server as soon as its package is installed, unless this policy forbids it.
apt_install() {
  local policy=/usr/sbin/policy-rc.d
  if [ ! -e $policy ]; then
    trap "rm -f $policy" EXIT
    printf '#!/bin/sh\nexit 101\n' >$policy
    chmod +x $policy
  fi
  export DEBIAN_FRONTEND=noninteractive
  local apt=(apt-get -qq -o DPkg::Lock::Timeout=300 -o Acquire::Retries=2)
  echo "parts: apt-get update"
  "${apt[@]}" update </dev/null
  echo "parts: apt-get install $*"
  "${apt[@]}" install -y --no-install-recommends "$@" </dev/null >/dev/null
}

packages=$(missing --packages)
if [ -n "$packages" ] && on_debian_as_root; then
  # A failed install is not the end: the tests that need the part say so themselves.
  (apt_install $packages) || echo "parts: apt-get failed" >&2
fi
missing >&2
