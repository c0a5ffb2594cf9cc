import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { noSecretService as skip } from '../../helpers/keyring.ts';
import { programLine as rolecall } from '../../helpers/program.ts';
import { keyHome } from './key-home.ts';

describe('an access key in a real Secret Service', { skip }, () => {
  test('50 programs that ask for it at once all get it', async (context) => {
    const { run, add, key } = await keyHome(context);
    await add();
    const said = await run(`for n in $(seq 50); do ${rolecall} credential-process mary & done; wait`);
    const one = `${JSON.stringify({ Version: 1, AccessKeyId: key.id, SecretAccessKey: key.secret }, null, 2)}\n`;
    assert.equal(said, one.repeat(50));
  });

  test('a question that nobody answers holds the first call for its time, and the next ones hardly', async (context) => {
    const { run, add, prompt, key } = await keyHome(context);
    await add();
    await prompt('hangs');
    const clock = 'echo "at $(date +%s%3N)"';
    const call = `${rolecall} credential-process mary 2>&1`;
    const said = await run(`${clock}; ${call}; ${clock}; ${call}; ${clock}`, 'locked');
    const [began = 0, first = 0, second = 0] = [...said.matchAll(/^at (\d+)$/gm)].map(([, at]) => Number(at));
    assert.equal(
      said.match(/^ *means +The keychain does not answer, or it is locked and nobody answered its prompt/gm)?.length,
      2,
      said,
    );
    assert.ok(first - began >= 24_000 && first - began < 40_000, said);
    assert.ok(second - first < 7_000, said);
    // And it is asked again where it is open.
    assert.match(await run(call), new RegExp(key.id));
  });
});
