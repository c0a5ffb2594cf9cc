import assert from 'node:assert/strict';
import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { makeHome } from '../../helpers/home.ts';
import { program, runProgram } from '../../helpers/program.ts';

test('update says how this copy came here, what to type, and what stays; it does nothing', async (context) => {
  const home = await makeHome(context);
  const { code, out, err } = await runProgram(['update'], home);
  assert.equal(code, 0, err);
  assert.equal(err, '');
  assert.match(out, /^rolecall \d+\.\d+\.\d+, installed by building it in /);
  assert.ok(
    out.startsWith(
      `${out.split(',')[0]}, installed by building it in ${dirname(dirname(program[0]))}: ${program[0]}\n`,
    ),
  );
  assert.match(out, / to update +git pull && npm ci && npm run build, there\n/);
  assert.match(out, / to remove +rolecall forget, rolecall logout/);
  assert.match(out, new RegExp(` what stays +${home.directory}/\\.config/rolecall`));
});

test('a copy that PATH leads to by npm’s launcher is one of npm', async (context) => {
  const { directory, env } = await makeHome(context);
  const installed = join(directory, 'lib', 'node_modules', 'rolecall');
  const itsPackage = join(installed, 'node_modules', 'rolecall-linux-x64');
  const bin = join(directory, 'bin');
  for (const folder of [itsPackage, bin]) mkdirSync(folder, { recursive: true });
  cpSync(join(dirname(program[0]), 'launcher'), join(installed, 'launcher'));
  cpSync(program[0], join(itsPackage, 'rolecall'));
  symlinkSync('../lib/node_modules/rolecall/launcher', join(bin, 'rolecall'));
  const { out } = await runProgram(['update'], {
    env: { ...env, PATH: `${bin}:${env.PATH}` },
    program: [join(bin, 'rolecall')],
  });
  assert.ok(out.includes(`, installed by npm: ${join(itsPackage, 'rolecall')}\n`), out);
});
