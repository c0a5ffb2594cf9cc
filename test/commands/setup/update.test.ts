import assert from 'node:assert/strict';
import { dirname } from 'node:path';
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
