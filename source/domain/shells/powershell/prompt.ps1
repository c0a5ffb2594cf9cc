# The segment in front of the prompt: whose role this is, and for how long. Drawing it starts no process.
[System.Diagnostics.DebuggerHidden()] param()

# Wraps the person's prompt. The closure keeps which one that was: others (zoxide, a virtualenv) wrap ours in turn, and
# may be wrapped again when a profile loads the hook and a subshell of ours arrives after it.
function global:__rolecall_hook {
  [System.Diagnostics.DebuggerHidden()] param()
  if ("$function:prompt" -ceq "$global:__rolecall_wrapper") { return }
  $inner = $function:prompt
  # Where the person has made theirs read-only, it stays.
  Set-Item -ErrorAction Ignore -Path Function:global:prompt -Value $global:__rolecall_wrapper.GetNewClosure()
}

$global:__rolecall_wrapper = {
  [System.Diagnostics.DebuggerHidden()] param()
  $succeeded = $?
  Set-StrictMode -Off
  $code = $global:LASTEXITCODE
  $isOutermost = -not $global:__rolecall_drawing
  $global:__rolecall_drawing = $true
  try {
    # An error that nobody sees: the person's prompt, and they themselves afterwards, find $? as the command left it.
    if (-not $succeeded) { Write-Error '' -ErrorAction Ignore }
    $text = @(& $inner) -join "`n"
  } finally {
    if ($isOutermost) { $global:__rolecall_drawing = $false }
  }
  if ($isOutermost) {
    $now = [DateTimeOffset]::UtcNow.ToUnixTimeSeconds()
    __rolecall_renew $now
    $text = (__rolecall_segment $now) + $text
  }
  $text
  $global:LASTEXITCODE = $code
  if (-not $succeeded) { Write-Error '' -ErrorAction Ignore }
}

function global:__rolecall_segment {
  [System.Diagnostics.DebuggerHidden()] param($now)
  if (-not $env:ROLECALL_PROFILE -or $env:ROLECALL_PROMPT -ceq 'off') { return '' }
  $shown = if ($env:ROLECALL_DISPLAY_NAME) { $env:ROLECALL_DISPLAY_NAME } else { $env:ROLECALL_PROFILE }
  if ($env:ROLECALL_READ_ONLY) { $shown += ' read-only' }
  if ($env:ROLECALL_DEPTH -match '^([2-9]|\d\d+)$') { $shown += " $([char]0xd7)$env:ROLECALL_DEPTH" }
  $styled = $env:ROLECALL_STYLE -match '^[0-9;]+$'
  if (__rolecall_drifted) { return (__rolecall_paint $styled '1;33' "$([char]0x2260) not $shown") + ' ' }
  $name = if ($styled) { __rolecall_paint $true $env:ROLECALL_STYLE " $shown " } else { "($shown)" }
  $left = __rolecall_time_left $now $styled
  # It may be confined to a part, or to saying that the role is not in force any more.
  if ($env:ROLECALL_PROMPT -cin 'time', 'drift') { $name = '' }
  if ($env:ROLECALL_PROMPT -cin 'name', 'drift') { $left = '' }
  -join (@($name, $left) | Where-Object { $_ } | ForEach-Object { "$_ " })
}

function global:__rolecall_paint {
  [System.Diagnostics.DebuggerHidden()] param($styled, $style, $text)
  $escape = [char]27
  if ($styled) { "${escape}[${style}m${text}${escape}[0m" } else { $text }
}

function global:__rolecall_time_left {
  [System.Diagnostics.DebuggerHidden()] param($now, $styled)
  if ($env:ROLECALL_EXPIRES_EPOCH -notmatch '^\d+$') { return '' }
  $seconds = [long]$env:ROLECALL_EXPIRES_EPOCH - $now
  $minutes = [long][Math]::Floor($seconds / 60)
  if ($seconds -le 0) { return __rolecall_paint $styled '1;31' 'expired' }
  if ($seconds -lt 60) { return __rolecall_paint $styled '1;33' '<1m!' }
  if ($seconds -lt 600) { return __rolecall_paint $styled '1;33' "${minutes}m!" }
  if ($seconds -lt 3600) { return "${minutes}m" }
  $hours = [long][Math]::Floor($minutes / 60)
  '{0}h{1:00}m' -f $hours, ($minutes % 60)
}

function global:__rolecall_drifted {
  [System.Diagnostics.DebuggerHidden()] param()
  # An empty key is none, to every program; a live role has none.
  "$env:AWS_ACCESS_KEY_ID" -cne "$global:__rolecall_key" -or
  "$env:AWS_PROFILE" -cne "$global:__rolecall_aws_profile" -or
  "$env:AWS_DEFAULT_PROFILE" -cne "$global:__rolecall_aws_default_profile"
}

# Less than five minutes left: new keys, if they are to be had without a word. The program answers within two seconds
# or fails, and is not asked again for a minute.
function global:__rolecall_renew {
  [System.Diagnostics.DebuggerHidden()] param($now)
  if (-not $env:ROLECALL_RENEWABLE -or -not $global:__rolecall_renewable) { return }
  if ($env:ROLECALL_EXPIRES_EPOCH -notmatch '^\d+$' -or $now -lt $global:__rolecall_next) { return }
  if ([long]$env:ROLECALL_EXPIRES_EPOCH - $now -ge 300 -or (__rolecall_drifted)) { return }
  $global:__rolecall_next = $now + 60
  # Whatever goes wrong, a prompt has to be drawn.
  $ErrorActionPreference = 'SilentlyContinue'
  try {
    # With nothing of the terminal: whoever has it would change how it reads what is typed meanwhile.
    __rolecall_ask @('--renew') @() 2>$null
    if ($global:LASTEXITCODE -eq 0) { $null = __rolecall_apply }
  } catch { }
  $global:__rolecall_answer = $null
  $global:__rolecall_next = $now + 60
}
