import { Cancelled } from '../../../source/problem.ts';
import type { UiTerminal } from '../../../source/ui/core/ports.ts';

/** A terminal that draws nothing, and a person who gives these answers and then ends the input. */
export function linesTerminal(answers: readonly string[]): { readonly terminal: UiTerminal; readonly said: string[] } {
  const left = [...answers];
  const said: string[] = [];
  const ask = async (question: string) => {
    said.push(question);
    const answer = left.shift();
    if (answer === undefined) throw new Cancelled();
    return answer;
  };
  const lines = {
    ask,
    askHidden: ask,
    paste: ask,
    tell: (line: string) => void said.push(line),
  };
  const nowhere = { columns: 80, rows: 24 } as never;
  return { terminal: { input: nowhere, output: nowhere, colorDepth: 1, screenReader: false, lines }, said };
}
