import { constants } from 'node:os';
import { Problem } from '../../problem.ts';

/** Why the system starts no program from a file, by the names of its errors. */
const reasons: Readonly<Record<string, string>> = {
  E2BIG: 'Its arguments and its environment are too long.',
  EACCES: 'It may not be run, or lies where nothing may be.',
  ENOENT: 'What would run it, an interpreter or the loader of another system, is not there.',
  ENOEXEC: 'It is no program for this machine: damaged, or made for another kind.',
  ETXTBSY: 'It is being written to at this moment.',
  ENOMEM: 'There is not enough memory for it.',
  ELIBBAD: 'What would load it is damaged.',
};

/**
 * What a person reads where the system refused to start a command.
 * @param cause the number of the error, or what a child ended in before it began
 */
export function refused(file: string, cause: number | NodeJS.ErrnoException): Problem {
  const code = typeof cause === 'number' ? codeOf(cause) : cause.code;
  // The runtime starts none on Windows, since no quoting for it is safe.
  const isBatch = process.platform === 'win32' && /\.(bat|cmd)$/i.test(file);
  return new Problem(
    {
      code: 'command-refused',
      title: `${file} could not be started.`,
      means: reasons[code ?? ''] ?? (typeof cause === 'number' ? `The system says ${code}.` : cause.message),
      ...(isBatch && { todo: ['It is a batch file: put cmd /c before its name.'] }),
      exitCode: 126,
    },
    { cause },
  );
}

const codeOf = (number: number): string =>
  Object.entries(constants.errno).find(([, value]) => value === number)?.[0] ?? `error ${number}`;
