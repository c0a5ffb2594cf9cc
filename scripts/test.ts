// usage: bun scripts/test.ts [--long | PART OF A PATH…]: runs all tests but the long ones, those, or the files whose paths
// contain an argument.
import { root } from './bundle.ts';

/** Files of tests that take longer than the whole is worth waiting for. */
const longFiles = '**/*.long.test.ts';

/** Files of `npm run test:long`: those, and tables of which `npm test` leaves out the rows of a slow shell. */
const long = [
  '.long.test.ts',
  ...['prompt', 'trace', 'in-place'].map((table) => `test/domain/shells/integration/${table}.test.ts`),
  'test/journeys/in-the-role.test.ts',
];

/** How many tests passed, failed and were skipped. */
export type Totals = { readonly passed: number; readonly failed: number; readonly skipped: number };

export const noTests: Totals = { passed: 0, failed: 0, skipped: 0 };

/** Adds the totals of two runs. */
export const sum = (one: Totals, other: Totals): Totals => ({
  passed: one.passed + other.passed,
  failed: one.failed + other.failed,
  skipped: one.skipped + other.skipped,
});

/** The last line of a run. */
export const totalsLine = ({ passed, failed, skipped }: Totals): string =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;

/**
 * Runs test files, each with its own global object, and prints failures and skips only.
 * @param patterns parts of the paths of files; all files but the long ones where there are none
 */
export async function runTests(patterns: readonly string[]): Promise<Totals> {
  const options = ['--isolate', '--parallel=2', '--timeout', '60000', '--preload', './scripts/say-skips.cjs'];
  const without = patterns.length === 0 ? ['--path-ignore-patterns', longFiles] : [];
  const child = Bun.spawn([process.execPath, 'test', ...options, ...without, ...patterns], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  let counted = noTests;
  for await (const line of linesOf(child.stderr)) {
    counted = sum(counted, countedIn(line));
    if (!isSilent(line)) console.error(line);
  }
  const code = await child.exited;
  // A file that cannot be loaded, or a crashed process, is not counted as a failed test.
  return code === 0 ? counted : { ...counted, failed: Math.max(counted.failed, 1) };
}

/** Lines about passed tests and the names of files. */
const isSilent = (line: string): boolean => /^\(pass\) |^$|^test\/\S+:$/.test(plain(line));

/** The count in a line of the summary at the end. */
function countedIn(line: string): Totals {
  const [, count = 0, what] = /^ (\d+) (pass|fail|skip|todo)$/.exec(plain(line)) ?? [];
  if (what === undefined) return noTests;
  const name = { pass: 'passed', fail: 'failed', skip: 'skipped', todo: 'skipped' }[what] ?? '';
  return { ...noTests, [name]: Number(count) };
}

const plain = (line: string): string => Bun.stripANSI(line);

async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of stream) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

if (import.meta.main) {
  const given = process.argv.slice(2);
  const isLong = given[0] === '--long';
  if (isLong) process.env.ROLECALL_TESTS = 'long';
  const totals = await runTests(isLong ? long : given);
  console.log(totalsLine(totals));
  process.exitCode = totals.failed === 0 ? 0 : 1;
}
