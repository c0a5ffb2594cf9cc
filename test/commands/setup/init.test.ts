import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeHome } from '../../helpers/home.ts';
import { runProgram } from '../../helpers/program.ts';

test('init for a shell without a hook: what holds in each, and what in POSIX shells alone', async (context) => {
  const home = await makeHome(context);
  for (const name of ['elvish', 'xonsh', 'dash']) {
    const { code, out, err } = await runProgram(['init', name], home);
    assert.deepEqual([code, out], [2, '']);
    assert.match(err, new RegExp(`^✗ rolecall init supports bash, .*; this is ${name}\\.\n`));
    assert.match(err, /to do +rolecall PROFILE opens a subshell in the role\.\n/);
    assert.match(err, / In a POSIX shell, for example dash or ksh: eval "\$\(rolecall export PROFILE\)"\n/);
    assert.doesNotMatch(err, /any other shell/);
  }
});

test('in a shell that init and completion do not know it is called by its name', async (context) => {
  const home = await makeHome(context);
  const inside = { ...home, env: { ...home.env, SHELL: '/usr/bin/tcsh' } };
  for (const verb of ['init', 'completion']) {
    const { code, err } = await runProgram([verb], inside);
    assert.equal(code, 2);
    assert.match(err, new RegExp(`^✗ rolecall ${verb} supports bash, .*; this is tcsh\\.\n`));
  }
});
