# PowerShell reads this after the person's profile when rolecall starts it, and puts in force what the role says: their
# profile may well set another region or old keys. PowerShell 5.1 and newer.
[System.Diagnostics.DebuggerHidden()] param()

$global:__rolecall_answer = $env:ROLECALL_ENTER
Remove-Item -ErrorAction Ignore -LiteralPath 'Env:ROLECALL_ENTER', 'Env:ROLECALL_INTEGRATION'
. ([ScriptBlock]::Create([IO.File]::ReadAllText($__rolecall_folder + 'rolecall.ps1')))
__rolecall_arrive
