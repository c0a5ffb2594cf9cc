import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './bundle.ts';
import { noTests, runTests, sum, totalsLine } from './test.ts';

const usage = `npm run test:steady -- [--rounds N] [FILE…]
Runs the tests N times while every processor is busy: a test that waits for a time instead of an event fails. FILE is a
part of a path; without one, every file that opens a terminal or starts a process runs.`;

/** The files of the project that a file imports. */
function importsOf(file: string): readonly string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/from '(\.[^']+)'/g)].map(([, specifier = '']) => join(dirname(file), specifier));
}

const starts = /'node:child_process'|\bBun\.spawn\b|\/runtime\/spawn\.ts'/;

/** Whether a test starts processes: itself, in its helpers, or in the adapter it tests. */
function startsProcesses(file: string, seen = new Set<string>()): boolean {
  if (seen.has(file)) return false;
  seen.add(file);
  if (starts.test(readFileSync(file, 'utf8'))) return true;
  const isTest = file.startsWith(join(root, 'test'));
  return isTest && importsOf(file).some((imported) => startsProcesses(imported, seen));
}

function filesOfProcesses(): readonly string[] {
  return readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.test\.tsx?$/.test(name))
    .map((name) => join(root, 'test', name))
    .filter((file) => startsProcesses(file))
    .map((file) => relative(root, file))
    .sort();
}

/** Keeps one processor busy until it is killed or this process ends. */
const busy = () =>
  Bun.spawn(['sh', '-c', 'while kill -0 "$0" 2> /dev/null; do :; done', String(process.pid)], { stdin: 'ignore' });

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '20' }, help: { type: 'boolean', default: false } },
});
if (values.help) console.log(usage);
else {
  const files = positionals.length > 0 ? positionals : filesOfProcesses();
  const others = Array.from({ length: availableParallelism() }, busy);
  let totals = noTests;
  for (let round = 1; round <= Number(values.rounds); round += 1) {
    const own = await runTests(files);
    console.error(`round ${round} of ${values.rounds}: ${totalsLine(own)}`);
    totals = sum(totals, own);
  }
  for (const other of others) other.kill();
  console.log(totalsLine(totals));
  process.exitCode = totals.failed === 0 ? 0 : 1;
}
