import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment } from '../../domain/shells/environment.ts';
import { Problem } from '../../problem.ts';
import { spawn } from '../runtime/spawn.ts';

/**
 * Lets the person edit a text in their editor, on their terminal, and gives back what they saved. The file is theirs
 * alone and gone afterwards.
 * @param name of the file, for its ending and the editor's title
 * @throws Problem where there is no terminal, or the editor failed
 */
export async function editText(env: Environment, name: string, text: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'rolecall-'));
  const path = join(directory, name);
  try {
    await writeFile(path, text, { mode: 0o600, flag: 'wx' });
    await runEditor(env, path);
    return await readFile(path, 'utf8');
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

const isWindows = process.platform === 'win32';

async function runEditor(env: Environment, path: string): Promise<void> {
  const editor = env.VISUAL || env.EDITOR || (isWindows ? 'notepad' : 'vi');
  const terminal = openTerminalDevice();
  // Ctrl+C in an editor is the editor's.
  const ignore = (): void => undefined;
  process.on('SIGINT', ignore).on('SIGQUIT', ignore);
  try {
    // An editor may come with arguments (`code --wait`): as in git, a shell takes it apart, and the path is data to it.
    // The shell has to outlive a Ctrl+C that is meant for the editor; what it traps, its children do not.
    const child = isWindows
      ? spawn(`${editor} "%ROLECALL_EDIT%"`, { shell: true, stdio: 'inherit', env: { ...env, ROLECALL_EDIT: path } })
      : spawn('/bin/sh', ['-c', `trap : INT QUIT; ${editor} "$@"`, editor, path], {
          stdio: [terminal, terminal, terminal],
          env,
        });
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
    if (code !== 0) throw failed(editor, signal ?? `exit code ${code}`);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw failed(editor, error instanceof Error ? error.message : String(error));
  } finally {
    process.off('SIGINT', ignore).off('SIGQUIT', ignore);
    if (typeof terminal === 'number') closeSync(terminal);
  }
}

/** The terminal itself: stdin and stdout may be pipes. */
function openTerminalDevice(): number | 'inherit' {
  if (isWindows) return 'inherit';
  try {
    return openSync('/dev/tty', 'r+');
  } catch (cause) {
    throw new Problem(
      {
        code: 'no-terminal',
        title: 'An editor needs a terminal, and there is none.',
        todo: ['Give the new text as a file: --file trust.json'],
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
    todo: ['Set EDITOR to one that works here, or give the text as a file: --file trust.json'],
  });
}
