import type { Context } from '../../context.ts';
import { Cancelled } from '../../problem.ts';

/**
 * One line typed by the person, at their terminal.
 * @returns undefined where nobody sits at one
 * @throws Cancelled at the end of input
 */
export async function askLine(context: Context, question: string): Promise<string | undefined> {
  const terminal = await context.openTerminal();
  if (terminal === undefined) return undefined;
  const { input, output } = terminal;
  try {
    output.write(question);
    const line = await new Promise<string | undefined>((resolve) => {
      input.once('data', (chunk) => resolve(String(chunk)));
      input.once('end', () => resolve(undefined));
    });
    if (line === undefined || line === '') throw new Cancelled();
    return line.trim();
  } finally {
    terminal.close();
  }
}

/** Whether the person says yes; an empty line is the answer in capitals. */
export async function agrees(
  context: Context,
  question: string,
  otherwise: 'yes' | 'no',
): Promise<boolean | undefined> {
  const answer = await askLine(context, `${question} ${otherwise === 'yes' ? '[Y/n]' : '[y/N]'} `);
  if (answer === undefined) return undefined;
  return answer === '' ? otherwise === 'yes' : /^y(es)?$/i.test(answer);
}
