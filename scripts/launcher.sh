#!/bin/sh
# Becomes rolecall's program for this machine. npm leads here by a link and puts the program's package into this one, beside
# it, or beside the one that asked for both; in a clone the program lies beside this file.
# The person's environment may have any variable, so these have names that nobody else gives.
_rolecall_at=$0
while [ -L "$_rolecall_at" ]; do
  _rolecall_to=$(readlink -- "$_rolecall_at")
  case $_rolecall_to in /*) _rolecall_at=$_rolecall_to ;; *) _rolecall_at=${_rolecall_at%/*}/$_rolecall_to ;; esac
done
case $_rolecall_at in */*) _rolecall_at=${_rolecall_at%/*} ;; *) _rolecall_at=. ;; esac
[ -x "$_rolecall_at/rolecall" ] && [ ! -d "$_rolecall_at/rolecall" ] && exec "$_rolecall_at/rolecall" "$@"

# The targets whose programs are installed: one, unless packages were installed for several kinds of machine.
_rolecall_all=
for _rolecall_in in "$_rolecall_at/node_modules" "$_rolecall_at/.." "$_rolecall_at/../../.."; do
  for _rolecall_for in linux-x64 linux-x64-musl linux-arm64 linux-arm64-musl darwin-arm64 darwin-x64; do
    [ -x "$_rolecall_in/rolecall-$_rolecall_for/rolecall" ] && _rolecall_all="$_rolecall_all $_rolecall_for"
  done
  [ -n "$_rolecall_all" ] && break
done
case $_rolecall_all in
  *' '*' '*)
    _rolecall_for=$(uname -sm)
    case $_rolecall_for in
      'Linux x86_64') _rolecall_for=linux-x64 ;;
      'Linux aarch64') _rolecall_for=linux-arm64 ;;
      'Darwin arm64') _rolecall_for=darwin-arm64 ;;
      'Darwin x86_64') _rolecall_for=darwin-x64 ;;
    esac
    # Alpine can have glibc's loader as well, of a package that imitates glibc.
    case $_rolecall_for in
      linux-*)
        if [ -e /etc/alpine-release ] || { [ ! -e /lib64/ld-linux-x86-64.so.2 ] && [ ! -e /lib/ld-linux-aarch64.so.1 ]; }; then
          _rolecall_for=$_rolecall_for-musl
        fi
        ;;
    esac
    ;;
  *) _rolecall_for=${_rolecall_all# } ;;
esac
if [ ! -x "$_rolecall_in/rolecall-$_rolecall_for/rolecall" ]; then
  echo "rolecall: the program for this machine ($(uname -sm)) is not installed." >&2
  echo 'If npm is set to leave out optional packages: npm install --global --include=optional rolecall' >&2
  exit 1
fi
case $_rolecall_for in
  *-musl)
    if [ -z "$LD_LIBRARY_PATH" ] && [ ! -e /usr/lib/libstdc++.so.6 ] && [ ! -e /lib/libstdc++.so.6 ] &&
      [ ! -e /usr/local/lib/libstdc++.so.6 ]; then
      echo 'rolecall: this system has no libstdc++, which rolecall needs. On Alpine: apk add libstdc++' >&2
      exit 1
    fi
    ;;
esac
exec "$_rolecall_in/rolecall-$_rolecall_for/rolecall" "$@"
