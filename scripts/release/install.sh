#!/bin/sh
# Installs rolecall {{version}} for this machine: downloads an archive, compares its SHA-256 with the one in this script, and puts
# the program, its manual page and the completions into a folder of yours. Written by the release; nothing else is changed.
set -eu

# The shell reads all of this before it runs any of it: half a script installs nothing.
{

version={{version}}
from={{from}}
prefix=${HOME:+$HOME/.local}

usage() {
  cat <<USAGE
Usage: sh install.sh [--prefix DIR] [--from URL]

  --prefix DIR  where to install: DIR/bin/rolecall, DIR/share/… (default: \$HOME/.local)
  --from URL    where the archives of rolecall $version are{{from-said}}
USAGE
}

fail() {
  echo "install.sh: $1" >&2
  exit 1
}

while [ $# -gt 0 ]; do
  case $1 in
    --prefix | --from)
      [ $# -ge 2 ] && [ -n "$2" ] || fail "$1 needs a value"
      if [ "$1" = --prefix ]; then prefix=$2; else from=$2; fi
      shift 2
      ;;
    -h | --help)
      usage
      exit 0
      ;;
    *)
      usage >&2
      exit 2
      ;;
  esac
done
[ -n "$from" ] || fail 'no address to download from: give one with --from URL'
[ -n "$prefix" ] || fail 'HOME is not set: choose a folder of yours with --prefix DIR'
case $prefix in /*) ;; *) fail "--prefix must be an absolute path, not “$prefix”" ;; esac
while [ "$prefix" != "${prefix%/}" ]; do prefix=${prefix%/}; done
[ ! -d "$prefix/bin/rolecall" ] || fail "$prefix/bin/rolecall is a folder; nothing was installed"

case $(uname -s) in
  Linux) os=linux ;;
  Darwin) os=darwin ;;
  *) fail "this script cannot install rolecall on $(uname -s)" ;;
esac
case $(uname -m) in
  x86_64 | amd64) cpu=x64 ;;
  aarch64 | arm64) cpu=arm64 ;;
  *) fail "there is no rolecall for $(uname -m)" ;;
esac
target=$os-$cpu
if [ $os = linux ]; then
  # musl’s loader alone, or Alpine, where a package can imitate glibc’s.
  if [ -e /etc/alpine-release ] || { [ ! -e /lib64/ld-linux-x86-64.so.2 ] && [ ! -e /lib/ld-linux-aarch64.so.1 ] && ls /lib/ld-musl-* >/dev/null 2>&1; }; then
    target=$target-musl
  fi
# A shell of Intel’s kind, run by Rosetta.
elif [ $cpu = x64 ] && [ "$(sysctl -n hw.optional.arm64 2>/dev/null || echo 0)" = 1 ]; then
  target=darwin-arm64
fi

case $target in
{{checksums}}
  *) fail "there is no rolecall for $target" ;;
esac

if command -v sha256sum >/dev/null; then
  digest() { sha256sum <"$1"; }
elif command -v shasum >/dev/null; then
  digest() { shasum -a 256 <"$1"; }
elif command -v openssl >/dev/null; then
  digest() { openssl dgst -sha256 -r <"$1"; }
else
  fail 'sha256sum, shasum or openssl is needed to check what was downloaded'
fi
if command -v curl >/dev/null; then
  download() { curl --fail --silent --show-error --location --output "$2" -- "$1"; }
elif command -v wget >/dev/null; then
  download() { wget -q -O "$2" -- "$1"; }
else
  fail 'curl or wget is needed'
fi

# What is installed is for everybody who may look into the folder.
umask 022
work=$(mktemp -d)
new=
trap 'rm -rf "$work"; [ -z "$new" ] || rm -f "$new"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

echo "Downloading ${from%/}/$archive"
download "${from%/}/$archive" "$work/archive" || fail 'the download failed; nothing was installed'
found=$(digest "$work/archive")
found=${found%% *}
[ "$found" = "$sha256" ] || fail "the archive is not the one from this release; nothing was installed
  SHA-256 expected $sha256
  SHA-256 found    $found"
tar -xzf "$work/archive" -C "$work"
unpacked=$work/rolecall-$version-$target

# What is put where: “FILE of the archive|place below the prefix”.
places='rolecall.1|share/man/man1/rolecall.1
completions/rolecall.bash|share/bash-completion/completions/rolecall
completions/_rolecall|share/zsh/site-functions/_rolecall
completions/rolecall.fish|share/fish/vendor_completions.d/rolecall.fish
license|share/doc/rolecall/license
licenses.txt|share/doc/rolecall/licenses.txt
readme.md|share/doc/rolecall/readme.md
changelog.md|share/doc/rolecall/changelog.md'

mkdir -p "$prefix/bin"
# A program that runs is not written to, but replaced.
new=$prefix/bin/.rolecall.$$
cp "$unpacked/rolecall" "$new"
chmod 755 "$new"
mv -f "$new" "$prefix/bin/rolecall"
new=
echo "$places" | while IFS='|' read -r file place; do
  mkdir -p "$prefix/${place%/*}"
  cp "$unpacked/$file" "$prefix/$place"
  chmod 644 "$prefix/$place"
done

cp -R "$unpacked/docs" "$unpacked/schemas" "$prefix/share/doc/rolecall/"

echo "Installed $prefix/bin/rolecall"
case :$PATH: in
  *:"$prefix/bin":*) ;;
  *) echo "$prefix/bin is not in PATH: add it, or run rolecall with that path." ;;
esac
case $target in
  *-musl) [ -e /usr/lib/libstdc++.so.6 ] || [ -e /lib/libstdc++.so.6 ] || echo 'It needs libstdc++, which is not installed. On Alpine: apk add libstdc++' ;;
esac
# As a word of a shell.
quoted() {
  rest=$1 word=
  while [ "$rest" != "${rest#*\'}" ]; do
    word="$word${rest%%\'*}'\\''"
    rest=${rest#*\'}
  done
  printf "'%s'" "$word$rest"
}
echo 'To remove it:'
echo "  rm $(quoted "$prefix/bin/rolecall")"
echo "$places" | while IFS='|' read -r file place; do
  case $place in share/doc/*) ;; *) echo "  rm $(quoted "$prefix/$place")" ;; esac
done
echo "  rm -r $(quoted "$prefix/share/doc/rolecall")"

exit 0
}
