import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const path = process.env.PATH ?? '/usr/bin:/bin';

/** Where a shell is, looked up as a person would have it. */
export function whereIs(shell: string): string | undefined {
  return path
    .split(':')
    .map((folder) => join(folder, shell))
    .find((file) => existsSync(file));
}

export const hasShell = (shell: string): boolean => whereIs(shell) !== undefined;

/** An environment with nothing in it but what any program needs. */
export function shellEnvironment(home = '/nonexistent'): Record<string, string> {
  return { PATH: path, HOME: home, TERM: 'xterm-256color', COLORTERM: 'truecolor', LANG: 'C.UTF-8' };
}

/** A home directory of a test's own, with the files it is about; gone when the test is over. */
export class Home implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'home-'));

  constructor(files: Readonly<Record<string, string>> = {}) {
    for (const [name, text] of Object.entries(files)) this.write(name, text);
  }

  file(name: string): string {
    return join(this.path, name);
  }

  write(name: string, text: string, mode = 0o644): string {
    mkdirSync(dirname(this.file(name)), { recursive: true });
    writeFileSync(this.file(name), text);
    chmodSync(this.file(name), mode);
    return this.file(name);
  }

  read(name: string): string {
    return existsSync(this.file(name)) ? readFileSync(this.file(name), 'utf8') : '';
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/**
 * Whether a shell is tried in this run. PowerShell takes a second to start: `npm run test:long` goes through its rows, `npm test`
 * through those of the others.
 */
export const isOfThisRun = ({ kind }: { readonly kind: string }): boolean =>
  (kind === 'powershell') === (process.env.ROLECALL_TESTS === 'long');
