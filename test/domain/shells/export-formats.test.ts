import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  type ExportFormat,
  exportFormats,
  exportText,
  isExportFormat,
} from '../../../source/domain/shells/export-formats.ts';
import { Problem } from '../../../source/problem.ts';
import { EnvReader } from '../../helpers/parse-env.ts';
import { hasShell, shellEnvironment } from '../../helpers/terminal-shells.ts';
import { anyValue, exampleRole } from './example.ts';

const { session } = exampleRole();
const withValues = (accessKeyId: string, secretAccessKey: string, region: string) => ({
  ...session,
  region,
  credentials: { ...session.credentials, accessKeyId, secretAccessKey },
});
const printed = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_REGION'];

/** Reads a text with a real shell, and gives what it took the variables for, in the order of {@link printed}. */
function readBack(shell: string, options: readonly string[], text: string, print: string): string[] {
  const { stdout, stderr } = spawnSync(shell, [...options, `${text}\n${print}`], {
    encoding: 'utf8',
    env: shellEnvironment(),
  });
  assert.equal(stderr, '');
  return stdout.split('\0').slice(0, -1);
}

const posixPrint = `printf '%s\\0' ${printed.map((name) => `"$${name}"`).join(' ')}`;
const readers: readonly (readonly [shell: string, options: readonly string[], format: ExportFormat, print: string])[] =
  [
    ['bash', ['--norc', '-c'], 'env', posixPrint],
    ['bash', ['--norc', '-c'], 'env-no-export', posixPrint],
    ['dash', ['-c'], 'env', posixPrint],
    ['zsh', ['-f', '-c'], 'env', posixPrint],
    ['fish', ['--no-config', '-c'], 'fish', posixPrint],
    ['nu', ['--no-config-file', '-c'], 'nushell', `^printf '%s\\0' ${printed.map((name) => `$env.${name}`).join(' ')}`],
  ];

function assertSourced(shell: string, options: readonly string[], value: string): void {
  let text: string;
  try {
    text = exportText(withValues('AKIA', value, 'eu-west-1'), 'dotenv');
  } catch (refusal) {
    assert.ok(refusal instanceof Problem);
    return;
  }
  const read = readBack(shell, options, text, posixPrint);
  assert.deepEqual(read, ['AKIA', value, 'role-token==', 'eu-west-1']);
}

describe('exportText', () => {
  for (const [shell, options, format, print] of readers) {
    it(`is read by ${shell} as ${format} says, whatever the values`, {
      skip: !hasShell(shell) && `no ${shell}`,
    }, () => {
      fc.assert(
        fc.property(anyValue, anyValue, anyValue.filter(Boolean), (key, secret, region) => {
          const text = exportText(withValues(key, secret, region), format);
          assert.deepEqual(readBack(shell, options, text, print), [key, secret, 'role-token==', region]);
        }),
        { numRuns: 60 },
      );
    });
  }

  it('is read by a .env reader, or refused', async () => {
    await using reader = new EnvReader();
    await fc.assert(
      fc.asyncProperty(anyValue, anyValue.filter(Boolean), async (secret, region) => {
        let text: string;
        try {
          text = exportText(withValues('AKIA', secret, region), 'dotenv');
        } catch (refusal) {
          assert.ok(refusal instanceof Problem);
          return;
        }
        const read = await reader.parse(text);
        assert.equal(read.AWS_SECRET_ACCESS_KEY, secret);
        assert.equal(read.AWS_REGION, region);
      }),
    );
  });

  for (const [shell, options] of [
    ['sh', ['-c']],
    ['bash', ['--norc', '-c']],
    ['dash', ['-c']],
    ['zsh', ['-f', '-c']],
  ] as const) {
    it(`as dotenv is the values and nothing else to ${shell}, which sources it, or is refused`, {
      skip: !hasShell(shell) && `no ${shell}`,
    }, () => {
      for (const value of ["a'$(touch x)", "it's `touch x`", "'; touch x; '", "'\\''; touch x", '~/x', "a'b c"]) {
        assertSourced(shell, options, value);
      }
      fc.assert(
        fc.property(anyValue.filter(Boolean), (value) => assertSourced(shell, options, value)),
        { numRuns: 40 },
      );
    });
  }

  it('as dotenv carries what a quote and a space are in', () => {
    assert.ok(exportText(withValues('AKIA', "it's mine", 'eu-west-1'), 'dotenv').includes(`KEY="it's mine"\n`));
  });

  it('takes the rivals of the keys away where the format can', () => {
    for (const format of ['env', 'fish', 'powershell', 'nushell', 'windows-cmd', 'json-env'] as const) {
      assert.match(exportText(session, format), /AWS_PROFILE/, format);
      assert.match(exportText(session, format), /AWS_SECURITY_TOKEN/, format);
    }
    const text = exportText(session, 'env');
    const { stdout } = spawnSync('sh', ['-c', `${text} env`], {
      encoding: 'utf8',
      env: { ...shellEnvironment(), AWS_PROFILE: 'x' },
    });
    assert.doesNotMatch(stdout, /AWS_PROFILE/);
  });

  it('quotes for PowerShell, typographic quotes included', () => {
    const text = exportText(withValues('AKIA', "a'b’c$x`n", 'eu-west-1'), 'powershell');
    assert.ok(text.includes('$Env:AWS_SECRET_ACCESS_KEY = "a\'b$([char]0x2019)c`$x``n"\n'), text);
    assert.ok(exportText(withValues('AKIA', "a'b$x`n", 'eu-west-1'), 'powershell').includes("= 'a''b$x`n'\n"));
  });

  it('refuses for cmd.exe what that would run or change', () => {
    for (const evil of ['a"&calc&"', '%PATH%', 'a!b', 'a\nb', 'a^b']) {
      assert.throws(() => exportText(withValues('AKIA', evil, 'eu-west-1'), 'windows-cmd'), Problem);
    }
    assert.ok(exportText(session, 'windows-cmd').includes('set "AWS_SECRET_ACCESS_KEY=role/secret+key"\n'));
  });

  it('gives credential_process what the SDKs expect', () => {
    assert.deepEqual(JSON.parse(exportText(session, 'process')), {
      Version: 1,
      AccessKeyId: 'ASIAROLE',
      SecretAccessKey: 'role/secret+key',
      SessionToken: 'role-token==',
      Expiration: '2026-01-31T13:00:00Z',
      AccountId: '444455556666',
    });
  });

  it('knows its own names', () => {
    assert.deepEqual([...exportFormats].sort(), [
      'dotenv',
      'env',
      'env-no-export',
      'fish',
      'json',
      'json-env',
      'nushell',
      'powershell',
      'process',
      'windows-cmd',
    ]);
    assert.equal(isExportFormat('env'), true);
    assert.equal(isExportFormat('toString'), false);
  });
});
