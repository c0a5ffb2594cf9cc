import { readdirSync, readFileSync } from 'node:fs';

/** Collects the arguments of every process on this machine that has one of our homes in its environment. */
export function watchArguments(home: string): { readonly stop: () => string } {
  const seen = new Set<string>();
  const look = () => {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      try {
        if (!readFileSync(`/proc/${pid}/environ`, 'utf8').includes(home)) continue;
        seen.add(readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '));
      } catch {
        // It ended while we looked.
      }
    }
  };
  const timer = setInterval(look, 5).unref();
  return {
    stop: () => {
      clearInterval(timer);
      look();
      return [...seen].join('\n');
    },
  };
}
