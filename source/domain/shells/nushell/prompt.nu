# The segment in front of the prompt: whose role this is, and for how long. Drawing it starts no process.

# Before every prompt. How the last command ended stays as it was, for the person's prompt.
def --env __rolecall_prompt [] {
  let code = $env.LAST_EXIT_CODE
  __rolecall_renew (__rolecall_now)
  __rolecall_hook
  $env.LAST_EXIT_CODE = $code
}

def __rolecall_now []: nothing -> int { date now | format date '%s' | into int }

# Wraps the person's prompt, anew when they have another one. Others (a virtualenv) wrap ours in turn: then the outermost draws.
def --env __rolecall_hook [] {
  let inner = $env.PROMPT_COMMAND?
  let is_closure = ($inner | describe) == 'closure'
  if $is_closure and (view source $inner) =~ '__rolecall_segment' { return }
  $env.PROMPT_COMMAND = {||
    let segment = if $env.rolecall_shell.drawing { '' } else { __rolecall_segment (__rolecall_now) }
    $env.rolecall_shell.drawing = true
    $segment + ((if $is_closure { do $inner } else { $inner }) | default '' | into string)
  }
}

def __rolecall_segment [now: int]: nothing -> string {
  if $env.ROLECALL_PROFILE? == null or $env.ROLECALL_PROMPT? == 'off' { return '' }
  let read_only = if ($env.ROLECALL_READ_ONLY? | default '') == '' { '' } else { ' read-only' }
  let depth = if ($env.ROLECALL_DEPTH? | default '') =~ '^([2-9]|\d\d+)$' { $" ×($env.ROLECALL_DEPTH)" } else { '' }
  let shown = ($env.ROLECALL_DISPLAY_NAME? | default $env.ROLECALL_PROFILE) + $read_only + $depth
  let styled = ($env.ROLECALL_STYLE? | default '') =~ '^[0-9;]+$'
  if (__rolecall_drifted) { return ((__rolecall_paint $styled '1;33' $"≠ not ($shown)") + ' ') }
  let name = if $styled { __rolecall_paint true $env.ROLECALL_STYLE $" ($shown) " } else { '(' + $shown + ')' }
  let left = __rolecall_time_left $now $styled
  # It may be confined to a part, or to saying that the role is not in force any more.
  let part = $env.ROLECALL_PROMPT?
  let shown_name = if $part in [time drift] { '' } else { $name }
  let shown_left = if $part in [name drift] { '' } else { $left }
  [$shown_name $shown_left] | where $it != '' | each { $in + ' ' } | str join
}

def __rolecall_paint [styled: bool, style: string, text: string]: nothing -> string {
  if $styled { $"(char --unicode '1b')[($style)m($text)(char --unicode '1b')[0m" } else { $text }
}

def __rolecall_time_left [now: int, styled: bool]: nothing -> string {
  if ($env.ROLECALL_EXPIRES_EPOCH? | default '') !~ '^\d+$' { return '' }
  let seconds = ($env.ROLECALL_EXPIRES_EPOCH | into int) - $now
  let minutes = $seconds // 60
  if $seconds <= 0 { return (__rolecall_paint $styled '1;31' 'expired') }
  if $seconds < 60 { return (__rolecall_paint $styled '1;33' '<1m!') }
  if $seconds < 600 { return (__rolecall_paint $styled '1;33' $"($minutes)m!") }
  if $seconds < 3600 { return $"($minutes)m" }
  let rest = $minutes mod 60 | fill --alignment right --character '0' --width 2
  $"($minutes // 60)h($rest)m"
}

# An empty key is none, to every program; a live role has none.
def __rolecall_drifted []: nothing -> bool {
  let held = $env.rolecall_shell
  ($env.AWS_ACCESS_KEY_ID? | default '') != ($held.key | default '') or $env.AWS_PROFILE? != $held.profile or $env.AWS_DEFAULT_PROFILE? != $held.default_profile
}

# Less than five minutes left: new keys, if they are to be had without a word. The program answers within two seconds
# or fails, and is not asked again for a minute.
def --env __rolecall_renew [now: int] {
  if ($env.ROLECALL_RENEWABLE? | default '') == '' or not $env.rolecall_shell.renewable { return }
  if ($env.ROLECALL_EXPIRES_EPOCH? | default '') !~ '^\d+$' or $now < $env.rolecall_shell.next { return }
  if ($env.ROLECALL_EXPIRES_EPOCH | into int) - $now >= 300 or (__rolecall_drifted) { return }
  try {
    __rolecall_apply (null | __rolecall_run --in-place $env.rolecall_shell.where --renew e> /dev/null)
  }
  $env.rolecall_shell.next = $now + 60
}
