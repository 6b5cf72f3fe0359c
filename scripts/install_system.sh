#!/usr/bin/env bash
# What making and testing HUR needs beside Python packages: make and venv; strace, which kills at a file call; Chromium and, for it, a font as wide as Arial;
# LibreOffice and poppler, which read our slides and PDF back; Java and Maven for Neo4j.
# Installs it where it may (root on Debian or Ubuntu), else says what to do. Quick when nothing is missing.
set -euo pipefail

missing=()
command -v make > /dev/null || missing+=(make)
python3 -c 'import ensurepip' 2> /dev/null || missing+=(python3-venv)
[[ -x "${HUR_TEST_CHROMIUM:-/usr/bin/chromium}" ]] || missing+=(chromium)
compgen -G '/usr/share/fonts/truetype/liberation*/*.ttf' > /dev/null || missing+=(fonts-liberation)
command -v soffice > /dev/null || missing+=(libreoffice-impress)
command -v pdftotext > /dev/null || missing+=(poppler-utils)
command -v strace > /dev/null || missing+=(strace)
if [[ -z "${HUR_TEST_NEO4J:-}" ]]; then
    command -v mvn > /dev/null || missing+=(maven)
    command -v java > /dev/null || missing+=(default-jre-headless)
fi
((${#missing[@]})) || exit 0

if ((EUID == 0)) && command -v apt-get > /dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get -qq update
    apt-get -qq install --yes --no-install-recommends "${missing[@]}" > /dev/null
    echo "installed: ${missing[*]}"
else
    echo "Missing, so some tests are skipped (with CI=true they fail): ${missing[*]}" >&2
    echo "On Debian: sudo apt-get install ${missing[*]}" >&2
fi
