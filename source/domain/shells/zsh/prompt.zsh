# The segment in front of the prompt: whose role this is, and for how long. Drawing it starts no process.

__rolecall_prompt() {
  local code=$?
  emulate -L zsh
  setopt noxtrace
  local -i now=${(%):-%D{%s}}
  __rolecall_renew $now
  __rolecall_draw $now
  __rolecall_hook
  return code
}

# Puts the segment in front of PROMPT, once, however often somebody else writes PROMPT anew. The texts go through psvar:
# a prompt shows its elements as they are, with prompt_subst or without, so a name cannot be more than text.
__rolecall_draw() {
  # A prompt that is readonly is the person's word.
  [[ ${(t)PROMPT} != *readonly* ]] || return 0
  local name= left= warn= segment= style=${ROLECALL_STYLE-} shown=${ROLECALL_DISPLAY_NAME:-${ROLECALL_PROFILE-}}
  [[ $style != *[^0-9\;]* ]] || style=
  [[ -z ${ROLECALL_READ_ONLY-} ]] || shown+=' read-only'
  [[ ${ROLECALL_DEPTH-} != <2-> ]] || shown+=" ×$ROLECALL_DEPTH"
  if [[ -z ${ROLECALL_PROFILE-} || ${ROLECALL_PROMPT-} == off ]]; then
    shown=
  elif __rolecall_drifted; then
    left="≠ not $shown " warn='1;33'
  else
    # ROLECALL_PROMPT may confine it to a part, or to saying that the role is not in force any more.
    if [[ ${ROLECALL_PROMPT-} != (time|drift) ]]; then
      if [[ -n $style ]]; then name=" $shown "; else name="($shown)"; fi
    fi
    [[ ${ROLECALL_PROMPT-} == (name|drift) ]] || __rolecall_time_left $1
    left=${left:+${name:+ }$left}
    [[ -z $name$left ]] || left+=' '
  fi
  __rolecall_take_out
  if [[ -n $name$left ]]; then
    psvar[89]=$name
    psvar[90]=$left
    if [[ -n $style ]]; then
      segment="%{"$'\e['"${style}m%}%89v%{"$'\e[0'"${warn:+;$warn}m%}%90v%{"$'\e[0m%}'
    else
      segment='%89v%90v'
    fi
  fi
  PROMPT=$segment$PROMPT
  # Another shell would show our part of an exported prompt as it is written.
  [[ -z $segment ]] || typeset -g +x PROMPT PS1
}

# Somebody (a virtualenv) may have put something in front of the segment, or put back a PROMPT of earlier, when it had
# other colours.
__rolecall_take_out() {
  setopt localoptions extended_glob
  local escape=$'\e'
  PROMPT=${PROMPT//(%\{$escape\[[0-9;]##m%\}%89v%\{$escape\[[0-9;]##m%\}%90v%\{$escape\[0m%\}|%89v%90v)/}
}

# Sets left and warn of its caller.
__rolecall_time_left() {
  [[ ${ROLECALL_EXPIRES_EPOCH-} == <-> ]] || return 0
  local -i seconds=$((ROLECALL_EXPIRES_EPOCH - $1))
  if ((seconds <= 0)); then
    left=expired warn='1;31'
  elif ((seconds < 60)); then
    left='<1m!' warn='1;33'
  elif ((seconds < 600)); then
    left=$((seconds / 60))m! warn='1;33'
  elif ((seconds < 3600)); then
    left=$((seconds / 60))m
  else
    left=$((seconds / 3600))h${(l:2::0:)$((seconds / 60 % 60))}m
  fi
}

__rolecall_drifted() {
  # An empty key is none, to every program; a live role has none.
  [[ "${AWS_ACCESS_KEY_ID:+=$AWS_ACCESS_KEY_ID}" != "${__rolecall_key-}" ||
    "${AWS_PROFILE+=$AWS_PROFILE}" != "${__rolecall_aws_profile-}" ||
    "${AWS_DEFAULT_PROFILE+=$AWS_DEFAULT_PROFILE}" != "${__rolecall_aws_default_profile-}" ]]
}

# Less than five minutes left: new keys, if they are to be had without a word. The program answers within two seconds
# or fails, and is not asked again for a minute.
__rolecall_renew() {
  [[ -n ${ROLECALL_RENEWABLE-} && -n ${__rolecall_renewable-} && ${ROLECALL_EXPIRES_EPOCH-} == <-> ]] || return 0
  ((ROLECALL_EXPIRES_EPOCH - $1 < 300 && $1 >= ${__rolecall_next:-0})) || return 0
  ! __rolecall_drifted || return 0
  if __rolecall_answer=$(__rolecall_run --in-place "$__rolecall_where" --renew </dev/null 2>/dev/null); then
    __rolecall_apply 2>/dev/null
  fi
  __rolecall_answer=
  typeset -gi __rolecall_next=$(($1 + 60))
}

# Goes last among those who run before a prompt, and back there when somebody came after. An rc file that sets the whole
# list leaves us out: then there is one more way in, where the person has not taken that themselves.
__rolecall_hook() {
  emulate -L zsh
  if [[ ${precmd_functions[-1]-} != __rolecall_prompt ]]; then
    precmd_functions=(${precmd_functions:#__rolecall_prompt} __rolecall_prompt)
  fi
  (( $+functions[precmd] )) || precmd() { __rolecall_hook }
  # spaceship writes PROMPT anew, and has it drawn, whenever one of its jobs is done: long after all who run before a prompt.
  if (( $+functions[spaceship::populate] )) && [[ $functions[spaceship::populate] != *__rolecall_redraw* ]]; then
    functions[spaceship::populate]+=$'\n__rolecall_redraw'
  fi
}

__rolecall_redraw() {
  emulate -L zsh
  setopt noxtrace
  __rolecall_draw ${(%):-%D{%s}}
}
