# The words of a command line as they were typed. PowerShell hands a script values instead: a bare `--` is gone, 012 is a
# number, `Name=x,Values=y` an array, and `-a:b` is two words.
[System.Diagnostics.DebuggerHidden()] param()

# Gives the words of a call. Its text is only looked at, and only where it and the values say the same.
function global:__rolecall_words {
  [System.Diagnostics.DebuggerHidden()] param($call, $given)
  # The statement (PowerShell 7.4) is whole where the line is the first of several.
  $text = $call.Statement
  if (-not $text -and $call.Line) { $text = $call.Line.Substring($call.OffsetInLine - 1) }
  $words = @(if ($text) { __rolecall_typed $text $given })
  if ($words.Count -eq 0) { $words = foreach ($value in $given) { __rolecall_word $null $value } }
  , [string[]]@($words)
}

# The words behind the command at the start of $text; none where they do not fit the values, as with what is @splatted.
function global:__rolecall_typed {
  [System.Diagnostics.DebuggerHidden()] param($text, $given)
  $tokens = $errors = $null
  $script = [Management.Automation.Language.Parser]::ParseInput($text, [ref]$tokens, [ref]$errors)
  $command = $script.Find({
      [System.Diagnostics.DebuggerHidden()] param($node) $node -is [Management.Automation.Language.CommandAst]
    }, $true)
  if (-not $command -or $command.Extent.StartOffset -ne 0) { return }
  $words = [Collections.Generic.List[string]]::new()
  $at = 0
  $end = -1
  foreach ($piece in @(__rolecall_pieces $command)) {
    $isFlag = $piece -is [Management.Automation.Language.CommandParameterAst]
    if ($isFlag -and $piece.Extent.Text -ceq '--') {
      $words.Add('--')
      continue
    }
    if ($at -ge $given.Count) { return }
    $value = $given[$at++]
    if ($piece -is [Management.Automation.Language.StringConstantExpressionAst] -and $value -cne $piece.Value) { return }
    $new = @(__rolecall_word $piece $value)
    # What touches is one word: -a:b, -Da.b=c
    if ($piece.Extent.StartOffset -eq $end -and $new.Count -eq 1) {
      $words[$words.Count - 1] += $new[0]
    } else {
      $words.AddRange([string[]]$new)
    }
    $end = if ($isFlag) { $piece.Extent.StartOffset + "$value".Length } else { $piece.Extent.EndOffset }
  }
  if ($at -eq $given.Count) { $words }
}

# What PowerShell makes a value of: `-a:b` is a flag and its argument.
function global:__rolecall_pieces {
  [System.Diagnostics.DebuggerHidden()] param($command)
  for ($at = 1; $at -lt $command.CommandElements.Count; $at++) {
    $element = $command.CommandElements[$at]
    $element
    if ($element -is [Management.Automation.Language.CommandParameterAst] -and $element.Argument) { $element.Argument }
  }
}

# A value as a program gets it; several words where it is an array that was not typed as one.
function global:__rolecall_word {
  [System.Diagnostics.DebuggerHidden()] param($piece, $value)
  if ($piece -is [Management.Automation.Language.ArrayLiteralAst] -and @($value).Count -eq $piece.Elements.Count) {
    $parts = for ($at = 0; $at -lt $piece.Elements.Count; $at++) { __rolecall_word $piece.Elements[$at] @($value)[$at] }
    return $parts -join ','
  }
  if ($piece -is [Management.Automation.Language.ConstantExpressionAst] -and $value -isnot [string]) {
    return $piece.Extent.Text
  }
  if ($piece -is [Management.Automation.Language.StringConstantExpressionAst] -and $piece.StringConstantType -eq 'BareWord') {
    return __rolecall_files $value
  }
  foreach ($each in $value) { "$each" }
}

# What a bare word is to a program, elsewhere than on Windows: the files of a pattern, where there are any; the home.
function global:__rolecall_files {
  [System.Diagnostics.DebuggerHidden()] param($word)
  if ([IO.Path]::DirectorySeparatorChar -ne '/') { return $word }
  if ($word -ceq '~' -or $word.StartsWith('~/')) { return $HOME + $word.Substring(1) }
  if ($word -notmatch '[*?[]') { return $word }
  $found = @(Resolve-Path -ErrorAction Ignore -Path $word -Relative:(-not $word.StartsWith('/')))
  if ($found.Count -eq 0) { return $word }
  foreach ($path in $found) { "$path" -creplace '^\./', '' }
}
