import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import jsqr from 'jsqr';
import type { Sandbox } from '../../source/sandbox/server.ts';
import { addAccessKey, addUser } from '../../source/sandbox/state/build.ts';
import { sitDown } from '../helpers/person.ts';
import type { Terminal, TerminalOptions } from '../helpers/terminal.ts';

/** Its types are those of a module without a default. */
const decode = jsqr as unknown as typeof jsqr.default;

export const account = '111122223333';

/**
 * Nina sits down: a user with keys and no device, and a role that wants MFA. Her AWS gives her what mary may do, but for
 * `without`.
 */
export async function sitAsNina(context: TestContext, seat: Partial<TerminalOptions> = {}, without: string[] = []) {
  const { home, terminal } = await sitDown(context, seat);
  const { world } = home.aws;
  const owner = world.accounts.get(account);
  if (owner === undefined) throw new Error('The account of the demo is gone.');
  const policies = Object.fromEntries(owner.users.get('mary')?.inlinePolicies ?? []);
  const deny = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: without, Resource: '*' }] } as const;
  const nina = addUser(owner, 'nina', { policies: without.length === 0 ? policies : { ...policies, deny } });
  const key = addAccessKey(owner, nina);
  const config = await readFile(home.config, 'utf8');
  const section = (name: string, lines: string) => `\n[profile ${name}]\n${lines}endpoint_url = ${home.aws.url}\n`;
  const role = 'role_arn = arn:aws:iam::555566667777:role/Admin\nsource_profile = nina\n';
  await writeFile(home.config, `${config}${section('nina', 'region = eu-west-1\n')}${section('ninas-admin', role)}`);
  const credentials = await readFile(home.credentials, 'utf8');
  const pair = `aws_access_key_id = ${key.id}\naws_secret_access_key = ${key.secret}\n`;
  await writeFile(home.credentials, `${credentials}\n[nina]\n${pair}`);
  return { home, terminal, before: await readFile(home.config, 'utf8') };
}

/** Serials of what is at AWS beside mary's phone; one that is not enabled in brackets. */
export const devicesAt = (aws: Sandbox): readonly string[] =>
  aws
    .devices(account)
    .filter(({ serial }) => !serial.endsWith('mary-phone'))
    .map(({ serial, userName }) => (userName === undefined ? `(${serial})` : serial));

/** Reads the QR code off the screen's cells, as a camera would. @returns its text */
export function readQr(terminal: Terminal, scale = 4): string | undefined {
  const cells = terminal.screen;
  const [width, height] = [(cells[0]?.length ?? 0) * scale, cells.length * 2 * scale];
  const pixels = new Uint8ClampedArray(width * height * 4);
  const isInk = (text: string, half: 0 | 1) => text === '█' || text === (half === 0 ? '▀' : '▄');
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const row = Math.floor(y / scale);
      const { text = ' ', background } = cells[row >> 1]?.[Math.floor(x / scale)] ?? {};
      const isPaper = background === 231 || background === 15;
      const drawn = isInk(text, row & 1 ? 1 : 0);
      // Black ink on white paper; without paper the terminal is dark, and what is drawn is light.
      const level = isPaper ? (drawn ? 0 : 255) : drawn ? 255 : 0;
      pixels.set([level, level, level, 255], (y * width + x) * 4);
    }
  }
  return decode(pixels, width, height)?.data;
}

/** Everything that lies in the files of a home. */
export const homeFiles = async (directory: string): Promise<string> => {
  const names = await readdir(directory, { recursive: true, withFileTypes: true });
  const texts = names
    .filter((each) => each.isFile())
    .map((each) => readFile(join(each.parentPath, each.name), 'latin1'));
  return (await Promise.all(texts)).join('\n');
};
