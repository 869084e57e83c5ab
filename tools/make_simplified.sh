#!/bin/sh
# Writes src/index/simplified.cpp: the traditional characters that ICU's transliterator maps to one simplified character. The transliterator
# itself takes 38 ms to load, the table nothing. Needs uconv (Debian package icu-devtools); run from the root of the repository.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# One character a line, U+3400 to U+9FFF.
LC_ALL=C awk 'BEGIN { for (c = 13312; c < 40960; ++c) printf "%c%c%c\n", 224 + int(c / 4096), 128 + int(c / 64) % 64, 128 + c % 64 }' > "$work/from"
uconv -f utf-8 -t utf-8 -x Traditional-Simplified < "$work/from" > "$work/to"
LC_ALL=C paste "$work/from" "$work/to" | LC_ALL=C awk -F '\t' '$1 != $2 && length($2) == 3' > "$work/pairs"
column() {
  LC_ALL=C cut -f "$1" "$work/pairs" | tr -d '\n' | LC_ALL=C fold -b -w 120 | LC_ALL=C sed -e 's/^/    u"/' -e 's/$/"/'
}
{
  echo '// Written by tools/make_simplified.sh from ICU; do not edit.'
  echo '#include "index/simplified.h"'
  echo
  echo 'namespace gw {'
  echo
  echo 'const char16_t traditional_characters[] ='
  column 1 | sed '$s/$/;/'
  echo
  echo 'const char16_t simplified_characters[] ='
  column 2 | sed '$s/$/;/'
  echo
  echo '}  // namespace gw'
} > src/index/simplified.cpp
