# Takes an answer of rolecall apart and does what it says. An answer is data, see answer.ts: none of it is evaluated.

# Applies an answer; where that is not whole, changes nothing and fails.
def --env __rolecall_apply [answer: string] {
  let items = $answer | split row (char --unicode '1e')
  if ($items | length) < 2 or ($items | first) != 'rolecall/1' or ($items | last) != 'end' {
    error make --unspanned {msg: 'rolecall: the answer is not whole; nothing was changed'}
  }
  let entries = $items | skip 1 | drop 1 | each { split row --number 2 '=' | {name: $in.0, value: ($in | get --optional 1)} }
  let variables = $entries | where name =~ '^[A-Z_][A-Z0-9_]*$'
  # First of all: behind the call of another command with --env, nushell hides nothing for the rest of the line or the script.
  for each in ($variables | where value == null) { hide-env --ignore-errors $each.name }
  for each in ($variables | where value != null) { load-env {($each.name): $each.value} }
  for each in $variables { __rolecall_hold $each.name $each.value }
  for each in ($entries | where name starts-with ':') { __rolecall_note $each.name $each.value }
}

# What this shell keeps for itself. A record is never exported.
def --env __rolecall_note [name: string, value: string] {
  match $name {
    ':program' => { $env.rolecall_shell.program = [$value] }
    ':script' => { $env.rolecall_shell.program = [$env.rolecall_shell.program.0 $value] }
    ':own' => { $env.rolecall_shell.own = $value }
    ':subshell' => { if $value == 'yes' { $env.rolecall_shell.where = 'subshell' } }
    ':renew' => { if $value == 'no' { $env.rolecall_shell.renewable = false } }
    ':plain' => { $env.rolecall_shell.plain = ($value == 'yes') }
    _ => { }
  }
}

# Remembers what the role set, so that the prompt can tell when something else took its place.
def --env __rolecall_hold [name: string, value?: string] {
  match $name {
    'AWS_ACCESS_KEY_ID' => {
      $env.rolecall_shell.key = $value
      $env.rolecall_shell.renewable = true
      $env.rolecall_shell.next = 0
    }
    'AWS_PROFILE' => { $env.rolecall_shell.profile = $value }
    'AWS_DEFAULT_PROFILE' => { $env.rolecall_shell.default_profile = $value }
    _ => { }
  }
}

# A shell that was born in a role, of a parent that knew (a window of a tmux that was started there): a role sets no profile
# but that of a live one, and a live one no keys, so any other came from a config file, and the prompt has to say so.
def --env __rolecall_inherit [] {
  if $env.ROLECALL_PROFILE? == null or $env.rolecall_shell.key != null { return }
  if $env.ROLECALL_CONFIG_FILE? == null {
    __rolecall_hold AWS_ACCESS_KEY_ID ($env.AWS_ACCESS_KEY_ID? | default '')
  } else {
    $env.rolecall_shell.key = ''
  }
  if ($env.AWS_PROFILE? | default '' | str starts-with 'rolecall-live-') { __rolecall_hold AWS_PROFILE $env.AWS_PROFILE }
}
