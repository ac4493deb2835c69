#!/usr/bin/env bash
# Installs what pip cannot: with apt-get as root, otherwise it says the one line to type.
#   install.sh venv PYTHON   makes .venv with pip in it
#   install.sh system        Chromium and pdftotext, for the tests
set -euo pipefail

install() {
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq -y install "$@"; } >/dev/null
  else
    echo "Something is missing. Type this line, and then the same command again:"
    echo "  sudo apt-get install $*"
    exit 1
  fi
}

case "$1" in
  venv)
    # One that works is kept: made again by another Python, it would be a mixture of both.
    .venv/bin/python -c 'import ssl, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && exit
    "$2" -m venv --clear .venv >/dev/null 2>&1 || { install python3-venv && "$2" -m venv --clear .venv; }
    ;;
  system)
    missing=()
    command -v chromium >/dev/null || missing+=(chromium)
    command -v pdftotext >/dev/null || missing+=(poppler-utils)
    [ ${#missing[@]} = 0 ] || install "${missing[@]}"
    ;;
esac
