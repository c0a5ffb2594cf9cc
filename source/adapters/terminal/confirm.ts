import { createInterface } from 'node:readline/promises';
import type { OwnTerminal } from './terminal.ts';

/** Asks a question on the person's terminal and gives the line typed; undefined at its end or at Ctrl+C. */
export async function askLine({ input, output, gone }: OwnTerminal, question: string): Promise<string | undefined> {
  const reader = createInterface({ input, output, terminal: true });
  try {
    return await new Promise<string | undefined>((resolve) => {
      reader.once('close', () => resolve(undefined));
      reader.once('SIGINT', () => resolve(undefined));
      gone?.addEventListener('abort', () => resolve(undefined));
      reader.question(question).then(resolve, () => resolve(undefined));
    });
  } finally {
    reader.close();
  }
}
