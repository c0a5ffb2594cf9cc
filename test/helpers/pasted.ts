import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasShell } from './terminal-shells.ts';

/** Names that would run something, were they pasted as they are. */
export const evil = [
  '$(touch pwned)',
  '`touch pwned`',
  "'; touch pwned; '",
  "\\'; touch pwned; \\'",
  '"; touch pwned; "',
  '‘; touch pwned; ’',
  'a & touch pwned',
  'a | touch pwned',
  'a (touch pwned)',
];

/** Pastes lines into every shell here. Nothing named in them exists. */
export async function assertHarmless(lines: readonly string[]): Promise<void> {
  const directory = await mkdtemp(join(process.env.TMPDIR ?? '/tmp', 'rolecall-paste-'));
  const bin = join(directory, 'bin');
  await mkdir(bin);
  for (const command of ['rolecall', 'aws', 'chmod', 'rm', '--role-arn']) {
    await writeFile(join(bin, command), '#!/bin/sh\n', { mode: 0o755 });
  }
  const env = { PATH: `${bin}:${process.env.PATH}`, HOME: directory };
  for (const [shell, ...options] of [
    ['bash', '--norc', '-c'],
    ['dash', '-c'],
    ['zsh', '-f', '-c'],
    ['fish', '--no-config', '-c'],
  ] as const) {
    if (!hasShell(shell)) continue;
    for (const line of lines) {
      spawnSync(shell, [...options, line], { cwd: directory, env });
      assert.equal(existsSync(join(directory, 'pwned')), false, `${shell}: ${line}`);
    }
  }
  // Its start takes longer than all lines.
  if (hasShell('pwsh')) {
    const script =
      'foreach ($line in ConvertFrom-Json $env:LINES) { try { Invoke-Expression $line } catch { }; if (Test-Path pwned) { break }; "pasted" }';
    const { stdout } = spawnSync('pwsh', ['-NoProfile', '-Command', script], {
      cwd: directory,
      env: { ...env, LINES: JSON.stringify(lines) },
      encoding: 'utf8',
    });
    const pasted = stdout.split('\n').filter((text) => text === 'pasted').length;
    assert.equal(pasted, lines.length, `pwsh: ${lines[pasted]}`);
  }
  await rm(directory, { recursive: true, force: true });
}
