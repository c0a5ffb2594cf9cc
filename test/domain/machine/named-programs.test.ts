import assert from 'node:assert/strict';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { consoleInFindings, mfaAskFindings } from '../../../source/domain/machine/named-programs.ts';
import type { ConsoleFact, MachineView, ProgramFact } from '../../../source/domain/machine/view.ts';
import { askBy } from '../../helpers/ask-program.ts';
import { makeDemoHome } from '../../helpers/home.ts';
import { runProgram } from '../../helpers/program.ts';

const ofMfaAsk = (fact: ProgramFact | undefined) =>
  mfaAskFindings({ mfaAsk: async () => fact } as unknown as MachineView);

const ofConsoleIn = (fact: ConsoleFact | undefined) =>
  consoleInFindings({ consoleIn: async () => fact } as unknown as MachineView);

test('who asks for codes: nobody, a program, one that is not there', async () => {
  const path = '/settings.json';
  assert.deepEqual(await ofMfaAsk(undefined), []);
  const [fine] = await ofMfaAsk({ program: 'zenity', path });
  assert.deepEqual([fine?.code, fine?.severity, fine?.what], ['mfa-ask', 'fine', 'zenity asks for MFA codes: mfaAsk.']);
  const [missing] = await ofMfaAsk({ program: 'zenity', path, why: 'There is no command zenity.' });
  assert.deepEqual([missing?.code, missing?.severity, missing?.where], ['mfa-ask-missing', 'error', path]);
  assert.match(missing?.what ?? '', /There is no command zenity\./);
});

test('doctor looks for the program without running it', async (context) => {
  const home = await makeDemoHome(context);
  const { settings, set, asked } = await askBy(home, 'echo 123456');
  const doctor = async () => JSON.parse((await runProgram(['doctor', '--offline', '--json'], home)).out) as Found[];
  const found = async () => (await doctor()).find(({ code }) => code.startsWith('mfa-ask'));
  type Found = { readonly code: string; readonly where: string; readonly what: string };
  assert.equal((await found())?.code, 'mfa-ask');
  assert.deepEqual(await asked(), []);
  await set(['no-such-program-anywhere']);
  const missing = await found();
  assert.deepEqual([missing?.code, missing?.where], ['mfa-ask-missing', settings]);
  assert.match(missing?.what ?? '', /no-such-program-anywhere/);
  const file = join(home.directory, 'plain');
  await writeFile(file, '');
  await chmod(file, 0o600);
  await set([file]);
  assert.match((await found())?.what ?? '', /is not executable/);
});

test('doctor says what opens consoles, and why it cannot', async () => {
  const path = '/s/settings.json';
  assert.deepEqual(await ofConsoleIn(undefined), []);
  const [fine] = await ofConsoleIn({ path, opener: 'Chromium' });
  assert.deepEqual(
    [fine?.code, fine?.severity, fine?.what],
    ['console-in', 'fine', 'Chromium opens consoles: consoleIn.'],
  );
  const [missing] = await ofConsoleIn({
    path,
    opener: 'zen',
    refused: { what: 'zen is gone.', remedy: 'Install it.' },
  });
  assert.deepEqual(missing, {
    code: 'console-in-missing',
    severity: 'error',
    where: path,
    what: 'consoleIn cannot open consoles. zen is gone.',
    remedy: 'Install it.',
  });
});
