import { type Candidates, type CompletedVerb, firstWords, listedNames } from '../completion.ts';
import type { ShellDefinition } from '../shell.ts';

/** PowerShell, from version 5.1. It loads the hook from `$PROFILE`, whose place only PowerShell itself knows. */
export const powershell: ShellDefinition = {
  title: 'PowerShell',
  executables: ['pwsh', 'powershell'],
  // `pwsh -NoExit -Command …` stays; without -NoExit PowerShell ends with its command or file.
  isInteractive: (options) =>
    options.some((word) => /^[-/]noexit$/i.test(word)) ||
    !options.some((word) => /^[-/](c|command|f|file|e|encodedcommand)$/i.test(word) || /\.ps1$/i.test(word)),
  start: () => ({ options: ['-NoLogo', '-NoExit', '-Command', readFile('$env:ROLECALL_INTEGRATION', 'start.ps1')] }),
  hookLine: 'rolecall init powershell | Out-String | Invoke-Expression',
  hookText: ({ integration, program }) =>
    `$global:__rolecall_program = @(${program.map(quotePowerShell).join(', ')}); ${readFile(quotePowerShell(integration), 'rolecall.ps1')}; __rolecall_hook\n`,
  unset: (names) => `Remove-Item -ErrorAction Ignore ${names.map((name) => `Env:${name}`).join(',')}`,
  completion,
};

/**
 * Reads a file of ours as text: a Windows that nobody has told otherwise runs no script file.
 * @param integration the folder of all shells' files, as an expression
 */
const readFile = (integration: string, name: string): string =>
  `$global:__rolecall_folder = ${integration} + '/powershell/'; . ([ScriptBlock]::Create([IO.File]::ReadAllText($__rolecall_folder + '${name}')))`;

/**
 * A text as one word in ASCII: PowerShell reads what a program prints in the code page of old, so what it is to evaluate may hold
 * nothing else. It would take typographic quotes for the plain one.
 */
export function quotePowerShell(text: string): string {
  if (!beyondAscii.test(text)) return `'${text.replaceAll("'", "''")}'`;
  const escaped = text.replaceAll(/[`"$]/g, '`$&');
  return `"${escaped.replaceAll(/[^\0-\x7f]/g, (char) => `$([char]0x${char.charCodeAt(0).toString(16)})`)}"`;
}

const beyondAscii = /[^\0-\x7f]/;

function completion(verbs: readonly CompletedVerb[]): string {
  return `# Completion of rolecall in PowerShell. In $PROFILE: rolecall completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName rolecall -ScriptBlock {
    param($typed, $line, $position)
    Set-StrictMode -Off
    $ErrorActionPreference = 'SilentlyContinue'
    $PSNativeCommandUseErrorActionPreference = $false
    $code = $global:LASTEXITCODE
    $names = {
        $encoding = [Console]::OutputEncoding
        try {
            [Console]::OutputEncoding = [Text.UTF8Encoding]::new($false)
            rolecall list --names @args 2>$null
        } finally {
            [Console]::OutputEncoding = $encoding
        }
    }
    $first = [ordered]@{ ${firstWords(verbs)
      .map(([word, summary]) => `${quotePowerShell(word)} = ${quotePowerShell(summary)}`)
      .join('; ')} }
    $verbs = @{
${verbs.map(verbText).join('\n')}
    }
    # The words before the one at the cursor.
    $before = @($line.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $position })
    $words = @($before | ForEach-Object { if ($_.Value -is [string]) { $_.Value } else { "$_" } })
    # Where the verb is: behind flags, and behind a word that a whole command line of rolecall follows.
    $at = 0
    while ($at -lt $words.Count -and ($words[$at] -like '-*' -or $verbs[$words[$at]].Line)) {
        if ($verbs['switch'].Flags[$words[$at]].Value) { $at++ }
        $at++
    }
    $verb = $verbs["$($words[$at]) $($words[$at + 1])"]
    if ($null -eq $verb) { $verb = $verbs["$($words[$at])"] }
    $second = @($verbs.Keys | Where-Object { $at -lt $words.Count -and $_ -like "$($words[$at]) *" })
    # rolecall PROFILE, and flags before any word
    if ($null -eq $verb -and $second.Count -eq 0) { $verb = $verbs['switch'] }
    $flags = if ($verb) { $verb.Flags } else { @{} }
    # Where the command of exec begins: behind --, or with the first word behind the profile that is none.
    $command = -1
    $isNamed = $false
    for ($each = $at + 1; $verb.Command -and $each -le $words.Count; $each++) {
        $word = if ($each -lt $words.Count) { $words[$each] } else { $typed }
        if ($word -ceq '--' -and $each -lt $words.Count) { $command = $each + 1; break }
        if ($word -like '-*') { if ($flags[$word].Value) { $each++ } }
        elseif (-not $isNamed) { $isNamed = $true }
        elseif ($word -and @(& $names) -cnotcontains $word) { $command = $each; break }
    }
    if ($command -ge 0) {
        # The command, completed as if nothing stood before it.
        $start = if ($command -lt $words.Count) { $before[$command].Extent.StartOffset } else { $position - $typed.Length }
        $text = $line.Extent.StartScriptPosition.GetFullScript().Substring($start, $position - $start)
        $found = [System.Management.Automation.CommandCompletion]::CompleteInput($text, $text.Length, $null)
        if ($found.ReplacementIndex -eq $text.Length - $typed.Length) { $found.CompletionMatches }
        if ($command -lt $words.Count) {
            $global:LASTEXITCODE = $code
            return
        }
    }
    $what = 'text'
    $told = @{}
    $flag = ''
    $word = $typed.Trim("'")
    if ($typed -match '^(--[^=]+)=(.*)$' -and $flags[$Matches[1]].Value) {
        $flag = "$($Matches[1])="
        $word = $Matches[2].Trim("'")
        $what = $flags[$Matches[1]].Value
    } elseif ($words.Count -gt 0 -and $flags[$words[-1]].Value) {
        $what = $flags[$words[-1]].Value
    } elseif ($typed -like '-*') {
        $flags.Keys | ForEach-Object { $told[$_] = $flags[$_].Summary }
    } elseif ($at -ge $words.Count) {
        $first.Keys | ForEach-Object { $told[$_] = $first[$_] }
        $what = 'profile'
    } elseif ($second.Count -gt 0 -and $words.Count -eq $at + 1) {
        $second | ForEach-Object { $told[($_ -split ' ')[1]] = $verbs[$_].Summary }
    } else {
        $what = $verb.Rest
    }
    # The demo has profiles of its own.
    if ($words.Count -gt 0 -and $verbs[$words[0]].Line -and $what -in ${listed}) { $what = 'text' }
    if ($what -is [array]) { $what | ForEach-Object { $told[$_] = $_ } }
${kinds.map(([kind, said]) => `    elseif ($what -eq '${kind}') { & $names --showable ${listedNames[kind]} | ForEach-Object { $told[$_] = '${said}' } }`).join('\n')}
    elseif ($what -eq 'service') { & $names --services | ForEach-Object { $told[$_] = 'service' } }
    elseif ($what -eq 'profile') { & $names --showable | ForEach-Object { $told[$_] = 'profile' } }
    $told.Keys | Where-Object { $_.StartsWith($word, 'OrdinalIgnoreCase') } | Sort-Object | ForEach-Object {
        $text = if ($_ -match '^[\\w%+=:./-][\\w@%+=:./-]*$') { $_ } else { "'" + ($_ -replace "['\\u2018-\\u201b]", '$0$0') + "'" }
        [System.Management.Automation.CompletionResult]::new("$flag$text", $_, 'ParameterValue', $told[$_])
    }
    $global:LASTEXITCODE = $code
}
`;
}

/** The kinds of names that are not all profiles, and what is said of each. */
const kinds = [
  ['written', 'profile'],
  ['source', 'profile'],
  ['portal', 'portal or profile'],
  ['key', 'stored key'],
] as const satisfies readonly (readonly [keyof typeof listedNames, string])[];

const listed = Object.keys(listedNames)
  .map((kind) => `'${kind}'`)
  .join(', ');

function verbText({ words, summary, flags, positionals, passesThrough, takesLine }: CompletedVerb): string {
  const own = flags.map(({ name, summary, value }) => {
    const takes = value === undefined ? '$null' : valueText(value);
    return `'--${name}' = @{ Value = ${takes}; Summary = ${quotePowerShell(summary)} }`;
  });
  const parts = [
    `Rest = ${valueText(positionals)}`,
    `Summary = ${quotePowerShell(summary)}`,
    ...(passesThrough ? ['Command = $true'] : []),
    ...(takesLine ? ['Line = $true'] : []),
    `Flags = @{ ${own.join('; ')} }`,
  ];
  return `        ${quotePowerShell(words.join(' '))} = @{ ${parts.join('; ')} }`;
}

const valueText = (what: Candidates): string =>
  typeof what === 'string' ? `'${what}'` : `@(${what.map(quotePowerShell).join(', ')})`;
