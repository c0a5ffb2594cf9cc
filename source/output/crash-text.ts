import { plain } from '../domain/display/sanitize.ts';

type Crash = {
  readonly version: string;
  /** `bun 1.4.5 on linux-x64`. */
  readonly machine: string;
  readonly debug: boolean;
};

/**
 * What a person reads when rolecall itself is at fault. What the error said is left out, since it may quote credentials
 * or a file; its kind and, for `--debug`, where it happened are not.
 */
export function crashText(error: unknown, { version, machine, debug }: Crash): string {
  const lines = [
    '✗ This is a bug in rolecall, and nothing that you did.',
    `  what      ${kindOf(error)} in rolecall ${version}, ${machine}`,
    ...(debug
      ? framesOf(error).map((frame) => `  at        ${frame}`)
      : ['  to do     Do the same with --debug, and report what it prints.']),
    '            Nothing that is printed here is secret.',
  ];
  return `${lines.map(plain).join('\n')}\n`;
}

function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return 'Something that is no error';
  const code = 'code' in error && typeof error.code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(error.code);
  return code ? `${nameOf(error)} (${error.code})` : nameOf(error);
}

/** A class's name, and nothing that somebody put in its place. */
const nameOf = (error: Error): string => error.constructor.name || 'Error';

/** Files and lines: the part of a stack behind the message, and then the same of what was the cause. */
function framesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error)) return [];
  const { stack = '', message } = error;
  const behind = stack.slice(Math.max(0, stack.indexOf(message)) + message.length);
  const frames = [...behind.matchAll(/^ {4}at (.*:\d+:\d+\)?)$/gm)].map(([, frame = '']) => frame);
  const cause = error.cause instanceof Error ? [`because of ${kindOf(error.cause)}`, ...framesOf(error.cause)] : [];
  return [...frames, ...cause];
}
