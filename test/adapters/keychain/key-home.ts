import { readFile, writeFile } from 'node:fs/promises';
import type { TestContext } from 'node:test';
import { json, pairOf } from '../../commands/key/world.ts';
import type { makeDemoHome } from '../../helpers/home.ts';
import { keyringHome } from '../../helpers/keyring.ts';
import { programLine as rolecall } from '../../helpers/program.ts';

type DemoHome = Awaited<ReturnType<typeof makeDemoHome>>;

const account = '111122223333';

/** A home with a keyring of its own, and with mary's key in no file. */
export async function keyHome(context: TestContext, given?: DemoHome) {
  const home = await keyringHome(context, given);
  const credentials = await readFile(home.credentials, 'utf8');
  const key = pairOf(credentials, 'mary');
  await writeFile(home.credentials, credentials.replace(/\[mary\]\n(?:aws_.*\n)+\n?/, ''));
  const { run } = home;
  const add = (pair = key, flags = '') =>
    run(`${rolecall} key add mary --in keychain ${flags}`, 'unlocked', json(pair));
  /** The secrets that mary has at AWS now. */
  const keys = () => home.aws.world.accounts.get(account)?.users.get('mary')?.keys ?? [];
  return { ...home, key, keys, add };
}
