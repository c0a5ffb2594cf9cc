# Takes an answer of rolecall apart and does what it says. An answer is data, see answer.ts: none of it is evaluated.

# Applies $__rolecall_answer, or with `notes` only what this shell keeps for itself of it; where that is not whole, changes
# nothing and fails.
__rolecall_apply() {
  emulate -L zsh
  setopt noxtrace
  local item name
  local -a items
  items=("${(@ps:\x1e:)__rolecall_answer}")
  if [[ $items[1] != rolecall/1 || $items[-1] != end || $#items -lt 2 ]]; then
    print -ru2 -- 'rolecall: the answer is not whole; nothing was changed'
    return 1
  fi
  for item in "${(@)items[2,-2]}"; do
    if [[ $item == :* ]]; then
      __rolecall_note "$item"
      continue
    fi
    [[ ${1-} != notes ]] || continue
    name=${item%%=*}
    [[ $name == [A-Za-z_]* && $name != *[^A-Za-z0-9_]* ]] || continue
    if [[ $item == *=* ]]; then export "$item"; else unset "$name"; fi
    __rolecall_hold "$name" "${item#$name}"
  done
}

# What this shell keeps for itself. Never exported, not even under `setopt allexport`.
__rolecall_note() {
  local value=${1#*=}
  case $1 in
    :program=*) typeset -g +x -a __rolecall_program=("$value") ;;
    :script=*) __rolecall_program[2]=$value ;;
    :own=*) typeset -g +x __rolecall_own=$value ;;
    :subshell=yes) typeset -g +x __rolecall_where=subshell ;;
    :renew=no) typeset -g __rolecall_renewable= ;;
    :plain=yes) __rolecall_plain=yes ;;
  esac
}

# Remembers what the role set, so that the prompt can tell when something else took its place.
__rolecall_hold() {
  case $1 in
    AWS_ACCESS_KEY_ID) typeset -g __rolecall_key=$2 __rolecall_renewable=yes __rolecall_next=0 ;;
    AWS_PROFILE) typeset -g __rolecall_aws_profile=$2 ;;
    AWS_DEFAULT_PROFILE) typeset -g __rolecall_aws_default_profile=$2 ;;
  esac
}

# A shell that was born in a role, of a parent that knew (a window of a tmux that was started there): a role sets no profile
# but that of a live one, and a live one no keys, so any other came from an rc file, and the prompt has to say so.
() {
  setopt localoptions noxtrace
  [[ -n ${ROLECALL_PROFILE-} && -z ${__rolecall_key+known} ]] || return 0
  if [[ -n ${ROLECALL_CONFIG_FILE-} ]]; then typeset -g __rolecall_key=; else __rolecall_hold AWS_ACCESS_KEY_ID "=${AWS_ACCESS_KEY_ID-}"; fi
  [[ ${AWS_PROFILE-} != rolecall-live-* ]] || __rolecall_hold AWS_PROFILE "=$AWS_PROFILE"
}
