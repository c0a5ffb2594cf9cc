import type { ShellKind } from './detect.ts';
import { quoteFish, quotePosix, quotePowerShell } from './quoting.ts';
import type { PlacedInstallation } from './subshell.ts';

/** The shells that `rolecall init` knows. */
export type InitShell = Exclude<ShellKind, 'other'>;
export const initShells: readonly InitShell[] = ['bash', 'zsh', 'fish', 'powershell'];

/** Is this a shell that can switch in place? */
export function isInitShell(name: string): name is InitShell {
  return (initShells as readonly string[]).includes(name);
}

/**
 * What an rc file evaluates so that switching happens in that very shell. The only values in it are the two paths of
 * this installation.
 */
export function initText(shell: InitShell, { integration, program }: PlacedInstallation): string {
  const file = (name: string) => `${integration}/${shell}/${name}`;
  const words = (quote: (text: string) => string) => program.map((word) => quote(word ?? ''));
  const text: Readonly<Record<InitShell, () => string>> = {
    bash: () =>
      `__rolecall_program=(${words(quotePosix).join(' ')}); . ${quotePosix(file('rolecall.bash'))}; __rolecall_hook`,
    zsh: () =>
      `__rolecall_program=(${words(quotePosix).join(' ')}); source -- ${quotePosix(file('rolecall.zsh'))}; __rolecall_hook`,
    fish: () =>
      `set -g __rolecall_program ${words(quoteFish).join(' ')}; source -- ${quoteFish(file('rolecall.fish'))}; __rolecall_hook`,
    powershell: () =>
      `$global:__rolecall_program = @(${words(quotePowerShell).join(', ')}); . ${quotePowerShell(file('rolecall.ps1'))}; __rolecall_hook`,
  };
  return `${text[shell]()}\n`;
}
