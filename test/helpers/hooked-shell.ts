import { separator } from '../../source/domain/shells/answer.ts';
import { runProgram } from './program.ts';

/** A shell with the hook, without a shell: each call in place changes the environment of the next. */
export function hookedShell(own: Readonly<Record<string, string>>) {
  let env: Record<string, string> = { ...own };
  const run = (...argv: readonly string[]) => runProgram(argv, { env });
  const inPlace = async (...argv: readonly string[]) => {
    const ran = await run('--in-place', 'shell', ...argv);
    for (const part of ran.out.split(separator).slice(1, -1)) {
      // What the shell keeps for itself, and passes to rolecall.
      if (part.startsWith(':own=')) env.ROLECALL_OUTSIDE_KEYS = part.slice(5);
      const [, name = '', value] = /^([A-Z_]+)(?:=(.*))?$/s.exec(part) ?? [];
      if (name === '') continue;
      if (value === undefined) delete env[name];
      else env[name] = value;
    }
    return ran;
  };
  const unset = (name: string) => {
    const { [name]: _, ...others } = env;
    env = others;
  };
  return { run, inPlace, now: () => ({ ...env }), unset };
}
