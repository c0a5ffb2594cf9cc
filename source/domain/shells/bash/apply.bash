# Takes an answer of rolecall apart and does what it says. An answer is data, see answer.ts: none of it is evaluated.

# Applies $__rolecall_answer, or with `notes` only what this shell keeps for itself of it; where that is not whole, changes
# nothing and fails. Called with xtrace off: there are keys in it.
__rolecall_apply() {
  local IFS=$'\036' globbing=yes at item name items
  if [[ $__rolecall_answer != "rolecall/1$IFS"* || $__rolecall_answer != *"${IFS}end" ]]; then
    printf 'rolecall: the answer is not whole; nothing was changed\n' >&2
    return 1
  fi
  # Split at once: cutting the first off the rest again and again takes several times as long.
  case $- in *f*) globbing= ;; esac
  set -f
  items=($__rolecall_answer)
  if [[ -n $globbing ]]; then set +f; fi
  for ((at = 1; at < ${#items[@]} - 1; at++)); do
    item=${items[at]}
    case $item in
      :*) __rolecall_note "$item" ;;
      *)
        if [[ ${1-} == notes ]]; then continue; fi
        name=${item%%=*}
        # unset evaluates a subscript; a name that is none of ours is none at all.
        case $name in '' | [0-9]* | *[!A-Za-z0-9_]*) continue ;; esac
        if [[ $item == *=* ]]; then export "$item"; else unset -v "$name"; fi
        __rolecall_hold "$name" "${item:${#name}}"
        ;;
    esac
  done
}

# What this shell keeps for itself. Never exported, not even under `set -a`.
__rolecall_note() {
  local value=${1#*=}
  case $1 in
    :program=*) __rolecall_program=("$value") ;;
    :script=*) __rolecall_program[1]=$value ;;
    :own=*) __rolecall_own=$value ;;
    :subshell=yes) __rolecall_where=subshell ;;
    :renew=no) __rolecall_renewable= ;;
    :plain=yes) __rolecall_plain=yes ;;
  esac
  export -n __rolecall_program __rolecall_own __rolecall_where __rolecall_answer
}

# Remembers what the role set, so that the prompt can tell when something else took its place.
__rolecall_hold() {
  case $1 in
    AWS_ACCESS_KEY_ID) __rolecall_key=$2 __rolecall_renewable=yes __rolecall_next=0 ;;
    AWS_PROFILE) __rolecall_aws_profile=$2 ;;
    AWS_DEFAULT_PROFILE) __rolecall_aws_default_profile=$2 ;;
  esac
}

# A shell that was born in a role, of a parent that knew (a window of a tmux that was started there): a role sets no profile
# but that of a live one, and a live one no keys, so any other came from an rc file, and the prompt has to say so.
__rolecall_inherit() {
  local traced=
  case $- in *x*) { traced=yes; set +x; } 2>/dev/null ;; esac
  if [[ -n ${ROLECALL_PROFILE-} && -z ${__rolecall_key+known} ]]; then
    if [[ -n ${ROLECALL_CONFIG_FILE-} ]]; then __rolecall_key=; else __rolecall_hold AWS_ACCESS_KEY_ID "=${AWS_ACCESS_KEY_ID-}"; fi
    case ${AWS_PROFILE-} in rolecall-live-*) __rolecall_hold AWS_PROFILE "=$AWS_PROFILE" ;; esac
  fi
  [[ -z $traced ]] || set -x
}
__rolecall_inherit
