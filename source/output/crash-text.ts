import { plain } from '../domain/display/sanitize.ts';

type Crash = {
  readonly version: string;
  /** `bun 1.4.5 on linux-x64`. */
  readonly machine: string;
  readonly debug: boolean;
};

/**
 * The report of a bug of ours. It has the kind of the error and, for `--debug`, its place; not its message, which may quote
 * credentials or a file.
 */
export function crashText(error: unknown, { version, machine, debug }: Crash): string {
  const lines = [
    '✗ This is a bug in rolecall, not something you did.',
    `  what      ${kindOf(error)} in rolecall ${version}, ${machine}`,
    ...(debug
      ? framesOf(error).map((frame) => `  at        ${frame}`)
      : ['  to do     Run it again with --debug, and report what it prints.']),
    '            Nothing printed here is secret.',
  ];
  return `${lines.map(plain).join('\n')}\n`;
}

function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return 'Something that is not an error';
  const code = 'code' in error && typeof error.code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(error.code);
  return code ? `${nameOf(error)} (${error.code})` : nameOf(error);
}

/** The name of the error's class: `error.name` could hold any text. */
const nameOf = (error: Error): string => error.constructor.name || 'Error';

/** Files and lines of the stack, without the message; then those of the cause. */
function framesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  const { stack = '', message } = error;
  const behind = stack.slice(Math.max(0, stack.indexOf(message)) + message.length);
  const frames = [...behind.matchAll(/^ {4}at (.*:\d+:\d+\)?)$/gm)].map(([, frame = '']) => frame);
  const cause = error.cause instanceof Error ? [`because of ${kindOf(error.cause)}`, ...framesOf(error.cause)] : [];
  return [...frames, ...cause];
}
