/**
 * A program that does with its terminal what rolecall does, and then becomes what it was told.
 * Usage: processes-become.ts '{"argv": […], "file"?, "environment"?, "child"?: true, "before"?: "raw" | "raw-stdin" | "write", "padding"?: 0}'
 */
import { openSync, writeSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import { becomes } from '../../source/adapters/processes.ts';
import { Problem } from '../../source/problem.ts';

const { argv, file = argv[0], environment, child = false, before, padding = 0 } = JSON.parse(process.argv[2] ?? '');

/** Somebody types into a picker until they press enter. */
function pick(input: ReadStream | typeof process.stdin): Promise<void> {
  input.setRawMode(true);
  writeSync(2, 'pick one\n');
  return new Promise((resolve) => {
    input.once('data', () => {
      input.setRawMode(false);
      input.pause();
      if (input !== process.stdin) input.destroy();
      resolve();
    });
  });
}

if (before === 'raw') await pick(new ReadStream(openSync('/dev/tty', 'r+')));
if (before === 'raw-stdin') await pick(process.stdin);
if (before === 'write') process.stdout.write('written\n');
try {
  process.exitCode = await becomes(
    { file, argv, environment: { ...(environment ?? process.env), PADDING: 'x'.repeat(padding) } },
    { child },
  );
} catch (problem) {
  if (!(problem instanceof Problem)) throw problem;
  writeSync(2, `${problem.text.title}\n`);
  process.exitCode = problem.text.exitCode ?? 1;
}
