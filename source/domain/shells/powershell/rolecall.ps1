# rolecall in PowerShell, 5.1 (Windows) and 7. Nothing here holds a value: what differs comes as data, and stays data.

# Under Set-StrictMode nothing may be looked at that was never set.
& {
  foreach ($name in 'where', 'program', 'answer', 'own', 'key', 'aws_profile', 'aws_default_profile', 'renewable', 'next',
    'plain', 'drawing') {
    if (-not (Test-Path "Variable:global:__rolecall_$name")) {
      Set-Variable -Scope Global -Name "__rolecall_$name" -Value $null
    }
  }
}
if (-not $global:__rolecall_where) { $global:__rolecall_where = 'shell' }

. (Join-Path $PSScriptRoot 'apply.ps1')
. (Join-Path $PSScriptRoot 'prompt.ps1')

# The program, told who the person is outside the role: nobody but this shell and rolecall knows that.
function global:__rolecall_run {
  $file, $script = $global:__rolecall_program
  $words = @($script | Where-Object { $_ }) + $args
  try {
    if ($global:__rolecall_own) { $env:ROLECALL_OUTSIDE_KEYS = $global:__rolecall_own }
    if ($MyInvocation.ExpectingInput) { $input | & $file @words } else { & $file @words }
  } finally {
    Remove-Item -ErrorAction Ignore Env:ROLECALL_OUTSIDE_KEYS
  }
}

# What changes the role happens in this very shell; everything else goes to the program as it was typed. PowerShell takes
# a bare `--` away from a function, and has no way for one to fail in `$?`: the code is in $LASTEXITCODE.
function global:rolecall {
  # The verbs that change no shell; npm run generate writes the next line.
  $plain = 'add', 'completion', 'console', 'credential-process', 'demo', 'doctor', 'edit', 'exec', 'export', 'forget', 'help', 'import', 'init', 'link', 'list', 'login', 'remove', 'role', 'show', 'status', '-h', '--help', '-V', '--version'
  $piped = $MyInvocation.ExpectingInput
  if ($args.Count -gt 0 -and $plain -ccontains $args[0]) {
    if ($piped) { $input | __rolecall_run @args } else { __rolecall_run @args }
    return
  }
  $lines = @($input)
  $global:__rolecall_plain = $false
  if ($piped) { $lines | __rolecall_ask @args } else { __rolecall_ask @args }
  if ($global:LASTEXITCODE -eq 0 -and -not (__rolecall_apply)) { $global:LASTEXITCODE = 1 }
  $global:__rolecall_answer = $null
  if (-not $global:__rolecall_plain) { return }
  if ($piped) { $lines | __rolecall_run @args } else { __rolecall_run @args }
}

# Puts the program's answer into $__rolecall_answer, in one piece: PowerShell splits what it reads at line ends.
function global:__rolecall_ask {
  # How the program ended is looked at here, and is no error of the shell's.
  $PSNativeCommandUseErrorActionPreference = $false
  $before = [Console]::OutputEncoding
  try {
    [Console]::OutputEncoding = [Text.UTF8Encoding]::new($false)
    $lines = if ($MyInvocation.ExpectingInput) {
      $input | __rolecall_run --in-place $global:__rolecall_where @args
    } else {
      __rolecall_run --in-place $global:__rolecall_where @args
    }
    $global:__rolecall_answer = @($lines) -join "`n"
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
