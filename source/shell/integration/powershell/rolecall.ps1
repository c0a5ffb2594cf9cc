# rolecall in PowerShell. Nothing here holds a value: what differs comes as data, and stays data.

if (-not $global:__rolecall_where) { $global:__rolecall_where = 'shell' }

. (Join-Path $PSScriptRoot 'apply.ps1')
. (Join-Path $PSScriptRoot 'prompt.ps1')

# The program, told who the person is outside the role: nobody but this shell and rolecall knows that.
function global:__rolecall_run {
  $file, $script = $global:__rolecall_program
  $words = @($script | Where-Object { $_ }) + $args
  try {
    if ($global:__rolecall_own) { $env:ROLECALL_OUTSIDE_KEYS = $global:__rolecall_own }
    & $file @words
  } finally {
    Remove-Item -ErrorAction Ignore Env:ROLECALL_OUTSIDE_KEYS
  }
}

# What changes the role happens in this very shell; everything else goes to the program as it was typed.
function global:rolecall {
  $plain = 'add', 'completion', 'console', 'credential-process', 'demo', 'doctor', 'edit', 'exec', 'export', 'forget',
    'help', 'import', 'init', 'link', 'list', 'remove', 'role', 'show', 'status', '-h', '--help', '-V', '--version'
  if ($args.Count -gt 0 -and $plain -ccontains $args[0]) {
    if ($MyInvocation.ExpectingInput) { $input | __rolecall_run @args } else { __rolecall_run @args }
    return
  }
  $global:__rolecall_plain = $false
  __rolecall_ask @args
  if ($global:LASTEXITCODE -eq 0 -and -not (__rolecall_apply)) { $global:LASTEXITCODE = 1 }
  $global:__rolecall_answer = $null
  if ($global:__rolecall_plain) { __rolecall_run @args }
}

# Puts the program's answer into $__rolecall_answer, in one piece: PowerShell splits what it reads at line ends.
function global:__rolecall_ask {
  $before = [Console]::OutputEncoding
  try {
    [Console]::OutputEncoding = [Text.UTF8Encoding]::new($false)
    $global:__rolecall_answer = @(__rolecall_run --in-place $global:__rolecall_where @args) -join "`n"
  } finally {
    [Console]::OutputEncoding = $before
  }
}

# The first thing after the person's own profile.
function global:__rolecall_arrive {
  $null = __rolecall_apply
  $global:__rolecall_answer = $null
  __rolecall_hook
}
