import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Environment } from '../../domain/shells/environment.ts';
import { Problem } from '../../problem.ts';
import { makeTemporaryDirectory } from '../files/temporary.ts';
import { writePrivateFile } from '../files/write.ts';
import { spawn } from '../runtime/spawn.ts';
import { terminalDevice } from '../terminal/device.ts';

/** A text as an editor left it. */
export type Edited = {
  /** What was saved last, also where the editor failed afterwards; what was given where that is nothing. */
  readonly text: string;
  /** Why it does not count as edited: there was no terminal, or the editor failed. */
  readonly failure?: Problem;
};

/**
 * Lets the user edit a text in their editor, on their terminal. The file is private and removed afterwards.
 * @param name of the file, for its extension and the editor's title
 */
export async function editText(env: Environment, name: string, text: string): Promise<Edited> {
  const directory = await makeTemporaryDirectory('rolecall-');
  const path = join(directory, name);
  try {
    writePrivateFile(path, text);
    const failure = await runEditor(env, path);
    const saved = await readFile(path, 'utf8').catch(() => undefined);
    if (failure !== undefined) return { text: saved || text, failure };
    return saved === undefined ? { text, failure: failed(editorIn(env), 'The file is gone.') } : { text: saved };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Writes a text into a new private file in the system's directory for temporary files. @returns its path */
export async function keepText(name: string, text: string): Promise<string> {
  const path = join(await makeTemporaryDirectory('rolecall-'), name);
  writePrivateFile(path, text);
  return path;
}

const isWindows = process.platform === 'win32';

const editorIn = (env: Environment): string => env.VISUAL || env.EDITOR || (isWindows ? 'notepad' : 'vi');

/** @returns what went wrong */
async function runEditor(env: Environment, path: string): Promise<Problem | undefined> {
  const editor = editorIn(env);
  const terminal = openTerminalDevice();
  if (terminal instanceof Problem) return terminal;
  // Ctrl+C belongs to the editor.
  const ignore = (): void => undefined;
  process.on('SIGINT', ignore).on('SIGQUIT', ignore);
  try {
    // An editor may come with arguments (`code --wait`): as in git, a shell splits them, and the path is a positional
    // argument. The shell traps Ctrl+C to outlive it; its children do not inherit a trap with a command.
    const child = isWindows
      ? spawn(`${editor} "%ROLECALL_EDIT%"`, { shell: true, stdio: 'inherit', env: { ...env, ROLECALL_EDIT: path } })
      : spawn('/bin/sh', ['-c', `trap : INT QUIT; ${editor} "$@"`, editor, path], {
          stdio: [terminal, terminal, terminal],
          env,
        });
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
    return code === 0 ? undefined : failed(editor, signal ?? `exit code ${code}`);
  } catch (error) {
    return failed(editor, error instanceof Error ? error.message : String(error));
  } finally {
    process.off('SIGINT', ignore).off('SIGQUIT', ignore);
    if (typeof terminal === 'number') closeSync(terminal);
  }
}

/** Our own descriptor of the terminal: stdin and stdout may be pipes. */
function openTerminalDevice(): number | 'inherit' | Problem {
  if (isWindows) return 'inherit';
  try {
    return openSync(terminalDevice(), 'r+');
  } catch (cause) {
    return new Problem(
      {
        code: 'no-terminal',
        title: 'An editor needs a terminal, and there is none.',
        todo: ['Pass the new text as a file: --file trust.json'],
        exitCode: 2,
      },
      { cause },
    );
  }
}

function failed(editor: string, why: string): Problem {
  return new Problem({
    code: 'editor-failed',
    title: `The editor ${editor} failed; nothing was changed.`,
    means: why,
    todo: ['Set EDITOR to one that works here, or pass the text as a file: --file trust.json'],
  });
}
