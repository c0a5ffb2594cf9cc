import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { atHost, keys, sitDown } from '../helpers/person.ts';
import { injectableLine, injecting } from '../helpers/program.ts';
import type { Terminal } from '../helpers/terminal.ts';

const noExecve = fileURLToPath(new URL('../fixtures/no-execve.mjs', import.meta.url));
const [[variable, value] = []] = Object.entries(injecting(noExecve));
const preloading = `${variable}='${value}'`;
const inTheRole = ({ lastLine }: Terminal) => / ystataws @ account-b {2}\S+ .*[$#]$/.test(lastLine);

test('where Node cannot become the shell, a subshell behaves as one that it became', async (context) => {
  const { terminal } = await sitDown(context, { columns: 180, line: injectableLine });
  terminal.enter(`${preloading} rolecall ystataws`);
  await terminal.until(inTheRole);
  assert.match(await terminal.run('ps -o args= -p $PPID'), /rolecall(\.cjs)? ystataws/, 'Node waits for it');
  assert.equal(await terminal.run(`unset ${variable}; printenv ROLECALL_PROFILE`), 'ystataws');
  // It starts nothing more once it is ready: a child that Ctrl+Z meets between vfork and exec keeps its parent from stopping.
  terminal.enter(`sh -c 'trap "echo on" CONT; sleep 60 & echo ready; while :; do wait; done'`);
  await terminal.until(/ready$/m);
  terminal.type('\x1a');
  await terminal.until('Stopped');
  terminal.enter('fg');
  // The shell names the job before it gives it the terminal, and lets it go on after.
  await terminal.until(/^on$/m);
  terminal.type(keys.ctrlC);
  await terminal.until(inTheRole);
  assert.equal(await terminal.run('echo $?'), '130');
  terminal.enter('rolecall audit');
  await terminal.until(({ lastLine }) => / Audit {2}/.test(lastLine));
  terminal.resize(90, 20);
  assert.equal(await terminal.run('stty size'), '20 90');
  terminal.enter('exit 7');
  await terminal.until(atHost);
  assert.equal(await terminal.run('echo $?; printenv ROLECALL_PROFILE'), '7');
});

test('where Node cannot become the command, its signals and its code are passed on', async (context) => {
  const { terminal } = await sitDown(context, { columns: 180, line: injectableLine });
  await terminal.run(`export ${preloading}`);
  const waits = `sh -c 'trap "echo told; exit 9" TERM; echo $PPID > parent; echo ready; while :; do sleep 0.05; done'`;
  terminal.enter(`rolecall exec ystataws -- ${waits} &`);
  await terminal.until(/ready$/m);
  terminal.enter('kill $(cat parent); wait %1; echo "code $?"');
  await terminal.until(/told\n(.*\n)*code 9$/m);
  await terminal.until(atHost);
  terminal.enter('rolecall exec ystataws -- yes | head -1 > /dev/null; echo "ended with $PIPESTATUS"');
  await terminal.until(/^ended with 141$/m);
  terminal.enter('rolecall exec ystataws -- sh -c \'kill -KILL $$\'; echo "ended with $?"');
  await terminal.until(/^ended with 137$/m);
});
