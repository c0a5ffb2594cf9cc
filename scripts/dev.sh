#!/bin/sh
# usage: dev.sh FILE ARGS…: runs a file of the project by its own Bun, which reads no .env and no bunfig.toml of the folder.
# The shells that `npm run dev` opens call it again, from any folder.
exec "${0%/*}/../node_modules/.bin/bun" --no-env-file --config=/dev/null "$@"
