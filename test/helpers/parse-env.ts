import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { node } from './node.ts';

const program = `
  const { parseEnv } = require('node:util');
  const { createInterface } = require('node:readline');
  const answer = (line) => encodeURIComponent(JSON.stringify(parseEnv(JSON.parse(decodeURIComponent(line)))));
  createInterface({ input: process.stdin }).on('line', (line) => console.log(answer(line)));
`;

/** Node's reader of `.env` files. The one of the runtime takes other characters for escapes. */
export class EnvReader implements AsyncDisposable {
  #child: ChildProcess | undefined;
  #answers: AsyncIterator<string> | undefined;

  /** The variables in a text. One text at a time. */
  async parse(text: string): Promise<Readonly<Record<string, string | undefined>>> {
    if (this.#answers === undefined) {
      const child = spawn(node, ['-e', program], { stdio: ['pipe', 'pipe', 'inherit'] });
      this.#child = child;
      this.#answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    }
    this.#child?.stdin?.write(`${encodeURIComponent(JSON.stringify(text))}\n`);
    const { value, done } = await this.#answers.next();
    if (done) throw new Error('Node ended without an answer.');
    return JSON.parse(decodeURIComponent(value));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child?.stdin?.end();
    // It ends with its input.
    await this.#answers?.next();
    this.#child = undefined;
    this.#answers = undefined;
  }
}
