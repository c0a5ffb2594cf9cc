# Takes an answer of rolecall apart and does what it says. An answer is data, see answer.ts: none of it is evaluated.
[System.Diagnostics.DebuggerHidden()] param()

# Applies $__rolecall_answer; where that is not whole, changes nothing and gives $false.
function global:__rolecall_apply {
  [System.Diagnostics.DebuggerHidden()] param()
  $items = @("$global:__rolecall_answer".Split([char]0x1e))
  if ($items.Count -lt 2 -or $items[0] -cne 'rolecall/1' -or $items[-1] -cne 'end') {
    [Console]::Error.WriteLine('rolecall: the answer is not whole; nothing was changed')
    return $false
  }
  # By no cmdlet: what is piped to one is in the logs of a machine that logs pipelines.
  for ($at = 1; $at -lt $items.Count - 1; $at++) {
    $name, $value = $items[$at].Split([char[]]'=', 2)
    if ($name.StartsWith(':')) {
      __rolecall_note $name $value
    } elseif ($name -cmatch '^[A-Z_][A-Z0-9_]*$') {
      # Not with $null: to .NET that arrives as an empty text, and since PowerShell 7.5 a variable may be empty.
      if ($null -eq $value) {
        Remove-Item -ErrorAction Ignore -LiteralPath "Env:$name"
      } else {
        [Environment]::SetEnvironmentVariable($name, $value, 'Process')
      }
      __rolecall_hold $name $value
    }
  }
  return $true
}

# What this shell keeps for itself. Never exported.
function global:__rolecall_note {
  [System.Diagnostics.DebuggerHidden()] param($name, $value)
  switch -CaseSensitive ($name) {
    ':program' { $global:__rolecall_program = @($value) }
    ':script' { $global:__rolecall_program = @($global:__rolecall_program[0], $value) }
    ':own' { $global:__rolecall_own = $value }
    ':subshell' { if ($value -ceq 'yes') { $global:__rolecall_where = 'subshell' } }
    ':renew' { if ($value -ceq 'no') { $global:__rolecall_renewable = $false } }
    ':plain' { $global:__rolecall_plain = $value -ceq 'yes' }
  }
}

# Remembers what the role set, so that the prompt can tell when something else took its place.
function global:__rolecall_hold {
  [System.Diagnostics.DebuggerHidden()] param($name, $value)
  switch -CaseSensitive ($name) {
    'AWS_ACCESS_KEY_ID' {
      $global:__rolecall_key = $value
      $global:__rolecall_renewable = $true
      $global:__rolecall_next = 0
    }
    'AWS_PROFILE' { $global:__rolecall_aws_profile = $value }
    'AWS_DEFAULT_PROFILE' { $global:__rolecall_aws_default_profile = $value }
  }
}

# A shell that was born in a role, of a parent that knew (a window of a tmux that was started there): a role sets no profile
# but that of a live one, and a live one no keys, so any other came from an rc file, and the prompt has to say so.
if ($env:ROLECALL_PROFILE -and -not $global:__rolecall_key) {
  if ($env:ROLECALL_CONFIG_FILE) { $global:__rolecall_key = '' } else { __rolecall_hold AWS_ACCESS_KEY_ID $env:AWS_ACCESS_KEY_ID }
  if ($env:AWS_PROFILE -clike 'rolecall-live-*') { __rolecall_hold AWS_PROFILE $env:AWS_PROFILE }
}
