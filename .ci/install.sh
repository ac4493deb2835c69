#!/usr/bin/env bash
# Sets up what the two commands need; the Makefile knows when.
#   install.sh run PYTHON   .venv, with what the server needs
#   install.sh test         what the tests need besides, also from Debian: with apt-get as root, otherwise it says the
#                           one line to type
set -euo pipefail
bin=.venv/bin
pip=("$bin/python" -m pip --disable-pip-version-check -q)

# Says the Dutch or the English sentence, as the program does.
say() {
  case "${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}" in
    en*) printf '%s' "$2" ;;
    *) printf '%s' "$1" ;;
  esac
}

# Runs a command with a dot now and then, so that nobody thinks it stands still.
with_dots() {
  "$@" &
  local running=$!
  while kill -0 "$running" 2>/dev/null; do
    sleep 3
    printf .
  done
  wait "$running"
}

from_debian() {
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    { apt-get -qq update && DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get -qq -y install "$@"; } >/dev/null
  else
    say "Er ontbreekt iets. Typ deze regel, en daarna dezelfde opdracht nog eens:" \
      "Something is missing. Type this line, and then the same command again:"
    printf '\n  sudo apt-get install %s\n' "$*"
    exit 1
  fi
}

make_venv() {
  # One that works is kept: made again by another Python, it would be a mixture of both.
  "$bin/python" -c 'import ssl, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && return
  "$1" -m venv --clear .venv >/dev/null 2>&1 || { from_debian python3-venv && "$1" -m venv --clear .venv; }
}

case "$1" in
  run)
    if [ -z "${2:-}" ]; then
      say "Speelveld heeft Python 3.11 of nieuwer nodig." "Speelveld needs Python 3.11 or newer."
      echo
      exit 1
    fi
    say "Speelveld wordt geïnstalleerd (alleen de eerste keer en na een wijziging, een paar minuten) " \
      "Installing Speelveld (only the first time and after a change, a few minutes) "
    make_venv "$2"
    with_dots "${pip[@]}" install --require-hashes -r requirements.lock
    "${pip[@]}" install --no-deps --no-build-isolation -e .
    echo
    ;;
  test)
    say "Wat de tests nodig hebben, wordt geïnstalleerd " "Installing what the tests need "
    missing=()
    command -v chromium >/dev/null || missing+=(chromium)
    command -v pdftotext >/dev/null || missing+=(poppler-utils)
    command -v redis-server >/dev/null || missing+=(redis-server)
    command -v postgres >/dev/null || compgen -G "/usr/lib/postgresql/*/bin/postgres" >/dev/null || missing+=(postgresql)
    command -v nginx >/dev/null || missing+=(nginx-light)
    [ ${#missing[@]} = 0 ] || from_debian "${missing[@]}"
    with_dots "${pip[@]}" install --require-hashes -r tests/requirements.lock
    PATH="$PWD/$bin:$PATH" "$bin/npm" ci --prefix tests/web --no-audit --no-fund --loglevel=error
    ;;
esac
