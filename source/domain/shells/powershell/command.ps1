# What `rolecall` is in a shell with the hook. A script and no function, so that $?, && and || know how it ended.
[System.Diagnostics.DebuggerHidden()] param()
Set-StrictMode -Off

__rolecall_main (__rolecall_words $MyInvocation $args) $(if ($MyInvocation.ExpectingInput) { , @($input) })
exit $global:LASTEXITCODE
