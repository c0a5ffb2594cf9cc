# The segment in front of the prompt: whose role this is, and for how long. Drawing it starts no process.

# Seconds since 1970, in $__rolecall_clock.
if [[ -n ${EPOCHSECONDS-} ]]; then
  __rolecall_tell_time() { __rolecall_clock=$EPOCHSECONDS; }
elif ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 402)); then
  __rolecall_tell_time() { printf -v __rolecall_clock '%(%s)T' -1; }
else
  # bash 3.2 can only count the seconds of its own life.
  __rolecall_born=$(($(command date +%s) - SECONDS))
  __rolecall_tell_time() { __rolecall_clock=$((__rolecall_born + SECONDS)); }
fi

__rolecall_prompt() {
  local code=$? traced=
  case $- in *x*) { traced=yes; set +x; } 2>/dev/null ;; esac
  __rolecall_tell_time
  __rolecall_count
  __rolecall_renew
  __rolecall_draw
  __rolecall_put
  # Called by somebody who took the whole of PROMPT_COMMAND into a function of theirs, we stay where they have put us.
  if ((${#FUNCNAME[@]} == 1)); then __rolecall_hook; fi
  [[ -z $traced ]] || set -x
  return "$code"
}

# Fills $__rolecall_seconds, empty where the role has no end. Arithmetic in bash evaluates what a variable holds: only
# digits may get that far.
__rolecall_count() {
  __rolecall_seconds=
  case ${ROLECALL_EXPIRES_EPOCH-} in '' | *[!0-9]*) return 0 ;; esac
  __rolecall_seconds=$((ROLECALL_EXPIRES_EPOCH - __rolecall_clock))
}

# Fills $__rolecall_name (what) and $__rolecall_left (how long), each with its colour. ROLECALL_PROMPT may confine that to one
# of them, or to saying that the role is not in force any more.
__rolecall_draw() {
  __rolecall_name= __rolecall_left= __rolecall_name_style= __rolecall_left_style= __rolecall_reset=
  if [[ -z ${ROLECALL_PROFILE-} || ${ROLECALL_PROMPT-} == off ]]; then return 0; fi
  local style=${ROLECALL_STYLE-} shown=${ROLECALL_DISPLAY_NAME:-$ROLECALL_PROFILE} warn=
  case $style in *[!0-9\;]*) style= ;; esac
  if [[ -n ${ROLECALL_READ_ONLY-} ]]; then shown="$shown read-only"; fi
  case ${ROLECALL_DEPTH-} in [2-9] | [1-9][0-9]) shown="$shown ×$ROLECALL_DEPTH" ;; esac
  if __rolecall_drifted; then
    __rolecall_left="≠ not $shown " warn='1;33'
  else
    case ${ROLECALL_PROMPT-} in
      time | drift) ;;
      *) if [[ -n $style ]]; then __rolecall_name=" $shown "; else __rolecall_name="($shown)"; fi ;;
    esac
    case ${ROLECALL_PROMPT-} in
      name | drift) ;;
      *) if [[ -n $__rolecall_seconds ]]; then __rolecall_time_left "$__rolecall_seconds"; fi ;;
    esac
    case $__rolecall_left in expired) warn='1;31' ;; *!) warn='1;33' ;; esac
    if [[ -n $__rolecall_name && -n $__rolecall_left ]]; then __rolecall_left=" $__rolecall_left"; fi
    if [[ -n $__rolecall_name$__rolecall_left ]]; then __rolecall_left="$__rolecall_left "; fi
  fi
  if [[ -n $style ]]; then
    __rolecall_name_style=$'\e['${style}m
    __rolecall_left_style=$'\e[0'${warn:+;$warn}m
    __rolecall_reset=$'\e[0m'
  fi
}

__rolecall_time_left() {
  if (($1 <= 0)); then
    __rolecall_left=expired
  elif (($1 < 60)); then
    __rolecall_left='<1m!'
  elif (($1 < 600)); then
    __rolecall_left=$(($1 / 60))m!
  elif (($1 < 3600)); then
    __rolecall_left=$(($1 / 60))m
  else
    printf -v __rolecall_left '%dh%02dm' $(($1 / 3600)) $(($1 / 60 % 60))
  fi
}

__rolecall_drifted() {
  # An empty key is none, to every program; a live role has none.
  [[ "${AWS_ACCESS_KEY_ID:+=$AWS_ACCESS_KEY_ID}" != "${__rolecall_key-}" ||
    "${AWS_PROFILE+=$AWS_PROFILE}" != "${__rolecall_aws_profile-}" ||
    "${AWS_DEFAULT_PROFILE+=$AWS_DEFAULT_PROFILE}" != "${__rolecall_aws_default_profile-}" ]]
}

# Puts the segment in front of PS1, once, however often somebody else writes PS1 anew, or puts something (a virtualenv's
# name) in front of it. bash expands a variable in a
# prompt and does not look at the result again, so a name cannot be more than text.
__rolecall_put() {
  # A prompt that is readonly is the person's word.
  if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 404)) && [[ -n ${PS1+set} && ${PS1@a} == *r* ]]; then return 0; fi
  local segment='\[${__rolecall_name_style-}\]${__rolecall_name-}\[${__rolecall_left_style-}\]${__rolecall_left-}\[${__rolecall_reset-}\]'
  if ! shopt -q promptvars; then
    segment="\\[$__rolecall_name_style\\]${__rolecall_name//\\/\\\\}\\[$__rolecall_left_style\\]${__rolecall_left//\\/\\\\}\\[$__rolecall_reset\\]"
  fi
  PS1=${PS1-}
  PS1=${PS1/"${__rolecall_segment-}"/}
  __rolecall_segment=
  if [[ -n $__rolecall_name$__rolecall_left ]]; then
    __rolecall_segment=$segment
    PS1=$segment$PS1
    # Another shell would show our part of an exported prompt as it is written.
    export -n PS1
  fi
}

# Less than five minutes left: new keys, if they are to be had without a word. The program answers within two seconds
# or fails, and is not asked again for a minute.
__rolecall_renew() {
  if [[ -z ${ROLECALL_RENEWABLE-} || -z ${__rolecall_renewable-} || -z $__rolecall_seconds ]]; then return 0; fi
  if ((__rolecall_seconds >= 300 || __rolecall_clock < ${__rolecall_next:-0})); then return 0; fi
  if __rolecall_drifted; then return 0; fi
  __rolecall_next=$((__rolecall_clock + 60))
  if __rolecall_answer=$(__rolecall_run --in-place "$__rolecall_where" --renew </dev/null 2>/dev/null); then
    local next=$__rolecall_next
    __rolecall_apply 2>/dev/null
    __rolecall_next=$next
    __rolecall_count
  fi
  __rolecall_answer=
}

# Goes last among those who run before a prompt, and back there when somebody came after. Behind us may only be what
# tells bash-preexec that the next command is the person's: were we behind it, it would take us for that command.
__rolecall_hook() {
  local entry entries=() last=__bp_interactive_mode version=$((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1]))
  if ((version >= 404)) && [[ -n ${PROMPT_COMMAND+set} && ${PROMPT_COMMAND@a} == *r* ]]; then
    # Readonly, as hardened machines have it: the name can be shown, and not how long it lasts.
    __rolecall_seconds=
    __rolecall_draw
    if [[ -n $__rolecall_name ]]; then __rolecall_left=' ? '; fi
    __rolecall_put
    return 0
  fi
  if ((version >= 501)) && [[ -n ${PROMPT_COMMAND[*]-} && ${PROMPT_COMMAND[*]@a} == *a* ]]; then
    for entry in "${PROMPT_COMMAND[@]}"; do
      if [[ $entry != __rolecall_prompt ]]; then entries+=("$entry"); fi
    done
    if [[ $entry == "$last" ]]; then
      PROMPT_COMMAND=("${entries[@]:0:${#entries[@]}-1}" __rolecall_prompt "$last")
    else
      PROMPT_COMMAND=("${entries[@]}" __rolecall_prompt)
    fi
    return 0
  fi
  # An inner bash would look for our function, and has none.
  export -n PROMPT_COMMAND
  entry=${PROMPT_COMMAND-}
  case $entry in *__rolecall_prompt | *__rolecall_prompt$'\n'"$last") return 0 ;; esac
  entry=${entry//$'\n'__rolecall_prompt/}
  case $entry in
    *$'\n'"$last") PROMPT_COMMAND=${entry%"$last"}__rolecall_prompt$'\n'$last ;;
    *) PROMPT_COMMAND=${entry:+$entry$'\n'}__rolecall_prompt ;;
  esac
}
