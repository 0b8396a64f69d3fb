#!/usr/bin/env bash
# Install what Debian has to give, where it is missing and where we have the rights; else say the one line to type.
set -eu
need=()
for what in "$@"; do
  case "$what" in
    python3-venv) "${PYTHON:-python3}" -c 'import ensurepip, venv' 2>/dev/null || need+=(python3-venv) ;;
    poppler) command -v pdftoppm >/dev/null && command -v pdftotext >/dev/null || need+=(poppler-utils) ;;
    chromium) command -v chromium >/dev/null || need+=(chromium) ;;
    pango) ldconfig -p | grep -q libpangoft2-1.0.so.0 || need+=(libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0) ;;
    *) echo "unknown package group: $what" >&2; exit 2 ;;
  esac
done
[ ${#need[@]} -eq 0 ] && exit 0
line="apt-get update && apt-get install -y ${need[*]}"
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing ${need[*]} …" >&2
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${need[@]}"; } >/dev/null
else
  echo "Missing: ${need[*]}. Please run:  sudo sh -c '$line'" >&2
  exit 1
fi
