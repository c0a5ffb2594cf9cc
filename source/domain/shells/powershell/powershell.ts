import { type Candidates, type CompletedVerb, firstWords } from '../completion.ts';
import type { ShellDefinition } from '../shell.ts';

/** PowerShell, from version 5.1. It loads the hook from `$PROFILE`, whose place only PowerShell itself knows. */
export const powershell: ShellDefinition = {
  title: 'PowerShell',
  executables: ['pwsh', 'powershell'],
  // `pwsh -NoExit -Command …` stays; without -NoExit PowerShell ends with its command or file.
  isInteractive: (options) =>
    options.some((word) => /^[-/]noexit$/i.test(word)) ||
    !options.some((word) => /^[-/](c|command|f|file|e|encodedcommand)$/i.test(word) || /\.ps1$/i.test(word)),
  start: (integration) => ({ options: ['-NoExit', '-File', `${integration}/powershell/start.ps1`] }),
  hookLine: 'rolecall init powershell | Out-String | Invoke-Expression',
  hookText: ({ integration, program }) =>
    `$global:__rolecall_program = @(${program.map(quotePowerShell).join(', ')}); . ${quotePowerShell(`${integration}/powershell/rolecall.ps1`)}; __rolecall_hook\n`,
  completion,
};

/** PowerShell takes typographic quotes for the plain one. */
export function quotePowerShell(text: string): string {
  return `'${text.replaceAll(/['\u2018-\u201b]/g, '$&$&')}'`;
}

function completion(verbs: readonly CompletedVerb[]): string {
  return `# Completion of rolecall in PowerShell. In $PROFILE: rolecall completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName rolecall -ScriptBlock {
    param($typed, $line, $position)
    $first = [ordered]@{ ${firstWords(verbs)
      .map(([word, summary]) => `${quotePowerShell(word)} = ${quotePowerShell(summary)}`)
      .join('; ')} }
    $verbs = @{
${verbs.map(verbText).join('\n')}
    }
    $words = @($line.CommandElements | Where-Object { $_.Extent.EndOffset -lt $position } | ForEach-Object { "$_" })
    $words = @($words | Select-Object -Skip 1)
    $what = 'text'
    $told = @{}
    if ($words.Count -eq 0) {
        $first.Keys | ForEach-Object { $told[$_] = $first[$_] }
        $what = 'profile'
    } else {
        $verb = $verbs["$($words[0]) $($words[1])"]
        if ($null -eq $verb) { $verb = $verbs[$words[0]] }
        # rolecall PROFILE, and flags before any word
        if ($null -eq $verb -and -not ($verbs.Keys -like "$($words[0]) *")) { $verb = $verbs['switch'] }
        if ($null -eq $verb) {
            $verbs.Keys | Where-Object { $_ -like "$($words[0]) *" } | ForEach-Object { $told[($_ -split ' ')[1]] = $_ }
        } elseif ($verb.Flags.Contains($words[-1]) -and $verb.Flags[$words[-1]].Value) {
            $what = $verb.Flags[$words[-1]].Value
        } elseif ($typed -like '-*') {
            $verb.Flags.Keys | ForEach-Object { $told[$_] = $verb.Flags[$_].Summary }
        } else {
            $what = $verb.Rest
        }
    }
    if ($what -is [array]) { $what | ForEach-Object { $told[$_] = $_ } }
    elseif ($what -eq 'source') { rolecall list --names --showable --all 2>$null | ForEach-Object { $told[$_] = 'profile' } }
    elseif ($what -eq 'profile') { rolecall list --names --showable 2>$null | ForEach-Object { $told[$_] = 'profile' } }
    $told.Keys | Where-Object { $_.StartsWith($typed.Trim("'"), 'OrdinalIgnoreCase') } | Sort-Object | ForEach-Object {
        $text = if ($_ -match '[^\\w@%+=:./-]') { "'" + $_.Replace("'", "''") + "'" } else { $_ }
        [System.Management.Automation.CompletionResult]::new($text, $_, 'ParameterValue', $told[$_])
    }
}
`;
}

function verbText({ words, flags, positionals }: CompletedVerb): string {
  const own = flags.map(({ name, summary, value }) => {
    const takes = value === undefined ? '$null' : valueText(value);
    return `'--${name}' = @{ Value = ${takes}; Summary = ${quotePowerShell(summary)} }`;
  });
  return `        ${quotePowerShell(words.join(' '))} = @{ Rest = ${valueText(positionals)}; Flags = @{ ${own.join('; ')} } }`;
}

const valueText = (what: Candidates): string =>
  typeof what === 'string' ? `'${what}'` : `@(${what.map(quotePowerShell).join(', ')})`;
