#!/bin/sh
# Becomes rolecall's program for this machine, which lies beside this file: npm leads here by a link.
here=$0
while [ -L "$here" ]; do
  to=$(readlink -- "$here")
  case $to in /*) here=$to ;; *) here=${here%/*}/$to ;; esac
done
exec "${here%/*}/rolecall" "$@"
