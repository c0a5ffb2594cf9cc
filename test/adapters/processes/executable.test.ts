import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { findExecutable, runnable } from '../../../source/adapters/processes/executable.ts';
import { makeHome } from '../../helpers/home.ts';

const asIs = 'as it is';
const bySh = 'by sh';

const files: Readonly<Record<string, readonly [bytes: string, by: string]>> = {
  'a script with its interpreter': ['#!/bin/sh\ntrue\n', asIs],
  'a script without one': ['echo hello\n', bySh],
  'nothing at all': ['', bySh],
  'a script with a program behind it': ['tail -n +2 "$0" > program\n\x7fELF\x02\x01\x01\0', bySh],
  'a program that a shell can read as well': ["MZqFpD='\n\n\0\x10", bySh],
  'a program of Linux': ['\x7fELF\x02\x01\x01\0', asIs],
  'a damaged one': ['\x7fELFgarbage', asIs],
  'a program of macOS': ['\xcf\xfa\xed\xfe\x07\0\0\x01', asIs],
  'a universal one': ['\xca\xfe\xba\xbe\0\0\0\x02', asIs],
  'a universal one with wide offsets': ['\xca\xfe\xba\xbf\0\0\0\x02', asIs],
  'a program of Windows': ['MZ\x90\0\x03\0\0\0', asIs],
  WebAssembly: ['\0asm\x01\0\0\0', asIs],
};

for (const [what, [bytes, by]] of Object.entries(files)) {
  test(`${what} runs ${by}`, { skip: process.platform === 'win32' && 'no scripts there' }, async (context) => {
    const { directory } = await makeHome(context, { config: '', credentials: '' });
    const path = join(directory, 'command');
    await writeFile(path, Buffer.from(bytes, 'latin1'), { mode: 0o755 });
    const wanted = by === asIs ? { file: path, argv: ['c', 'x'] } : { file: '/bin/sh', argv: ['sh', path, 'x'] };
    assert.deepEqual(runnable({ file: path, argv: ['c', 'x'], environment: {} }), wanted);
  });
}

test('on Windows, of the files that npm puts side by side the one for cmd is found, and cmd runs it', async (context) => {
  const { directory: folder } = await makeHome(context, { config: '', credentials: '' });
  for (const name of ['cdk', 'cdk.CMD', 'cdk.ps1']) await writeFile(join(folder, name), '#!/bin/sh\n', { mode: 0o755 });
  const environment = { PATH: folder, PATHEXT: '.COM;.EXE;.BAT;.CMD', COMSPEC: 'C:\\Windows\\system32\\cmd.exe' };
  const file = findExecutable('cdk', environment, 'win32');
  assert.equal(file, join(folder, 'cdk.CMD'));
  assert.equal(findExecutable(join(folder, 'cdk'), environment, 'win32'), file);
  assert.equal(findExecutable('cdk.CMD', environment, 'win32'), file);
  assert.equal(findExecutable('cdk', environment, 'linux'), join(folder, 'cdk'));
  assert.deepEqual(runnable({ file: 'C:\\npm\\cdk.cmd', argv: ['cdk', 'deploy'], environment }, 'win32'), {
    file: 'C:\\Windows\\system32\\cmd.exe',
    argv: ['cmd', '/d', '/v:off', '/s', '/c', '""C:\\npm\\cdk.cmd" deploy"'],
    windowsVerbatimArguments: true,
  });
});

test('on Windows a batch file is not started with a word that cmd has no quotes for', () => {
  const command = { file: 'C:\\npm\\cdk.cmd', argv: ['cdk', '100%'], environment: {} };
  assert.throws(() => runnable(command, 'win32'), /cdk\.cmd cannot be given these arguments\./);
});
