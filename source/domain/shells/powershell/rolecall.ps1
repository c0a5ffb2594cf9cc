# rolecall in PowerShell, 5.1 (Windows) and 7. Nothing here holds a value: what differs comes as data, and stays data.
# Whoever reads this has set $__rolecall_folder, where it lies.
# Every function and file is hidden from the debugger: Set-PSDebug -Trace prints the value of each variable that is set.
[System.Diagnostics.DebuggerHidden()] param()

# Under Set-StrictMode nothing may be looked at that was never set.
& {
  [System.Diagnostics.DebuggerHidden()] param()
  foreach ($name in 'where', 'program', 'answer', 'own', 'key', 'aws_profile', 'aws_default_profile', 'renewable', 'next',
    'plain', 'drawing') {
    if (-not (Test-Path "Variable:global:__rolecall_$name")) {
      Set-Variable -Scope Global -Name "__rolecall_$name" -Value $null
    }
  }
}
if (-not $global:__rolecall_where) { $global:__rolecall_where = 'shell' }

& {
  [System.Diagnostics.DebuggerHidden()] param()
  foreach ($name in 'apply', 'words', 'prompt') {
    . ([ScriptBlock]::Create([IO.File]::ReadAllText("$global:__rolecall_folder$name.ps1")))
  }
  # A script, so that $?, && and || know how it ended. Where the policy of this machine lets none run, a function.
  try {
    $script = $global:__rolecall_folder + 'command.ps1'
    $null = (Get-Command -CommandType ExternalScript -ErrorAction Stop $script).ScriptBlock
    Set-Alias -Scope Global -Name rolecall -Value $script
  } catch {
    function global:rolecall {
      [System.Diagnostics.DebuggerHidden()] param()
      Set-StrictMode -Off
      __rolecall_main (__rolecall_words $MyInvocation $args) $(if ($MyInvocation.ExpectingInput) { , @($input) })
    }
  }
}

# The program, told who the person is outside the role: nobody but this shell and rolecall knows that.
function global:__rolecall_run {
  [System.Diagnostics.DebuggerHidden()] param([string[]]$words, $piped)
  $file, $script = $global:__rolecall_program
  if ($script) { $words = @($script) + $words }
  # Of a program that is gone, which sets none.
  $global:LASTEXITCODE = 127
  try {
    if ($global:__rolecall_own) { $env:ROLECALL_OUTSIDE_KEYS = $global:__rolecall_own }
    & (__rolecall_call $words.Count ($null -ne $piped)) $file $words $piped
  } finally {
    Remove-Item -ErrorAction Ignore Env:ROLECALL_OUTSIDE_KEYS
  }
}

# Code that runs a program with as many words. Elsewhere than on Windows, PowerShell makes files of `*` in a word that is not
# a quoted one in the code itself, so there is one for each number of words: a number is all that is put into it.
function global:__rolecall_call {
  [System.Diagnostics.DebuggerHidden()] param([int]$count, [bool]$isPiped)
  $code = '[System.Diagnostics.DebuggerHidden()] param($file, $words, $piped) '
  if ($isPiped) { $code += '$piped | ' }
  $code += '& $file'
  for ($at = 0; $at -lt $count; $at++) { $code += ' "$($words[{0}])"' -f $at }
  [ScriptBlock]::Create($code)
}

# What changes the role happens in this very shell; everything else goes to the program.
function global:__rolecall_main {
  [System.Diagnostics.DebuggerHidden()] param([string[]]$words, $piped)
  # The verbs that change no shell; npm run generate writes the next line.
  $plain = 'add', 'completion', 'console', 'credential-process', 'demo', 'discover', 'doctor', 'edit', 'exec', 'export', 'forget', 'help', 'import', 'init', 'keep', 'key', 'link', 'list', 'login', 'logout', 'mfa', 'remove', 'role', 'show', 'status', 'sync', 'update', '-h', '--help', '-V', '--version'
  if ($words.Count -gt 0 -and $plain -ccontains $words[0]) { return __rolecall_run $words $piped }
  $global:__rolecall_plain = $false
  __rolecall_ask $words $piped
  if ($global:LASTEXITCODE -eq 0 -and -not (__rolecall_apply)) { $global:LASTEXITCODE = 1 }
  $global:__rolecall_answer = $null
  # Something may have taken the place of the prompt since.
  __rolecall_hook
  if ($global:__rolecall_plain) { __rolecall_run $words $piped }
}

# Puts the program's answer into $__rolecall_answer, in one piece: PowerShell splits what it reads at line ends.
function global:__rolecall_ask {
  [System.Diagnostics.DebuggerHidden()] param([string[]]$words, $piped)
  # How the program ended is looked at here, and is no error of the shell's.
  $PSNativeCommandUseErrorActionPreference = $false
  $before = [Console]::OutputEncoding
  try {
    [Console]::OutputEncoding = [Text.UTF8Encoding]::new($false)
    $global:__rolecall_answer = @(__rolecall_run (@('--in-place', $global:__rolecall_where) + $words) $piped) -join "`n"
  } finally {
    [Console]::OutputEncoding = $before
  }
}

# The first thing after the person's own profile.
function global:__rolecall_arrive {
  [System.Diagnostics.DebuggerHidden()] param()
  $null = __rolecall_apply
  $global:__rolecall_answer = $null
  __rolecall_hook
}
