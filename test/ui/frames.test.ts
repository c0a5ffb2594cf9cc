import { expect } from 'bun:test';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Signer } from '../../source/domain/sign-in/flow.ts';
import { width } from '../../source/ui/text/text.ts';
import {
  devices,
  foundSession,
  noon,
  noPreferences,
  portsOf,
  question,
  sessionOf,
  signInCode,
} from './helpers/ports.ts';
import { companyRoles } from './helpers/roles.ts';
import { key, screen } from './helpers/screen.ts';

/** Every screen, how to get there, and what shows that it is there. */
const screens: readonly (readonly [name: string, steps: readonly (readonly [keys: string, sees: string])[]])[] = [
  ['picker', [['', '42m']]],
  ['search', [['stag dep', '1 of']]],
  ['nothing found', [['zzzz', 'No role matches']]],
  ['help', [['?', 'the role below']]],
  [
    'menu',
    [
      [key.down, '❯'],
      [key.tab, 'Switch, in'],
    ],
  ],
  [
    'colours',
    [
      [key.tab, 'Switch, in'],
      ['o', 'or type one'],
    ],
  ],
  [
    'confirm',
    [
      [key.enter, 'Type prod-admin'],
      ['prod', 'prod▏'],
    ],
  ],
  [
    'mfa',
    [
      ['lake\r', 'mary-phone'],
      ['129', '│ 9 │'],
    ],
  ],
  [
    'mfa, rejected',
    [
      ['lake\r', 'mary-phone'],
      ['111111', 'That code was not accepted.'],
    ],
  ],
  [
    'mfa, rejected twice',
    [
      ['lake\r', 'mary-phone'],
      ['111111', 'That code was not accepted.'],
      ['222222', "phone's clock"],
      ['x', 'six digits'],
    ],
  ],
  ['problem', [['legacy\r', 'You may']]],
];

const sizes = [
  [40, 16],
  [80, 24],
  [120, 40],
] as const;

const world = () =>
  portsOf({
    roles: companyRoles(),
    preferences: { ...noPreferences, favourites: ['prod-admin'], recents: ['data-lake'], hidden: ['ystataws'] },
    cached: async () => ({ expiries: new Map([['staging-admin', noon + 42 * 60_000 + 1]]), codeless: new Map() }),
  });

/** A person with two devices and a key, of which no profile names one. */
const unconfigured = () =>
  portsOf({
    roles: companyRoles(),
    open: async (profile, { ask }) => {
      const { phone, tablet, key } = devices;
      const reason =
        'The role refused you without MFA; it may require it. One code serves every role of this identity.';
      await ask(question({ reason, others: [tablet], unusable: [key] }));
      await ask(question({ device: tablet, reason, others: [phone], unusable: [key] }));
      return foundSession(profile);
    },
  });

for (const [columns, rows] of sizes)
  test(`the devices, and what is offered afterwards, at ${columns}×${rows}`, async () => {
    const ui = screen({ at: 'open', profile: 'data-lake' }, unconfigured(), { columns, rows });
    const seen: string[] = [];
    const see = async (part: string) => {
      await ui.sees(part);
      for (const line of ui.lines()) assert.ok(width(line) <= columns, line);
      seen.push(ui.text());
    };
    await see('Which device');
    ui.type(key.down + key.enter);
    await ui.misses('Which');
    await see('mary-tablet');
    ui.type('123456');
    await see('mfa_serial');
    expect(seen.join('\n\n')).toMatchSnapshot();
    ui.type('n');
    const { tag } = await ui.result;
    assert.equal(tag, 'opened');
  });

test('why a code is needed is said in a low or narrow window as well, where all of it fits', async () => {
  const words = 'One code serves every role of mary until midnight.';
  for (const [columns, rows, isThere] of [
    [40, 12, true],
    [30, 40, true],
    [30, 6, false],
  ] as const) {
    const ports = portsOf({
      roles: companyRoles(),
      open: async (profile, { ask }) => {
        await ask(question());
        return sessionOf(profile);
      },
    });
    const ui = screen({ at: 'open', profile: 'data-lake' }, ports, { columns, rows });
    await ui.sees('mary-phone');
    const text = ui
      .lines()
      .map((line) => line.trim())
      .join(' ');
    assert.equal(text.includes(words), isThere, `${columns}×${rows}: ${text}`);
    if (!isThere) assert.ok(!text.includes('One code'), 'not a half of it');
    ui.type('123456');
    assert.equal((await ui.result).tag, 'opened');
  }
});

for (const [columns, rows] of sizes)
  test(`mfa, a code that is used at ${columns}×${rows}`, async () => {
    let now = noon;
    const ports = portsOf({
      roles: companyRoles(),
      now: () => now,
      open: async (profile, { ask }) => {
        await ask(question({ attempt: 2, rejected: 'reused', notBefore: noon + 17_000 }));
        return sessionOf(profile);
      },
    });
    const ui = screen({ at: 'open', profile: 'data-lake' }, ports, { columns, rows });
    const seen = [await ui.sees('sed; the next one appears in 17 s')];
    for (const line of ui.lines()) assert.ok(width(line) <= columns, line);
    now += 10_000;
    await ui.sees('appears in 7 s');
    now += 7_000;
    await ui.misses('appears in');
    seen.push(ui.text());
    expect(seen.join('\n\n')).toMatchSnapshot();
    ui.type('123456');
    assert.equal((await ui.result).tag, 'opened');
  });

for (const [columns, rows] of sizes)
  test(`a sign-in at ${columns}×${rows}`, async () => {
    const { promise: approved, resolve: approve } = Promise.withResolvers<void>();
    const ports = portsOf({
      roles: companyRoles(),
      open: async (profile, { signIn }) => {
        const begin = ({ shown }: Signer) => {
          shown({ ...signInCode, byHand: 'You are here over SSH' });
          return approved;
        };
        await signIn({ to: 'IAM Identity Center', at: 'https://acme.awsapps.com/start', begin });
        return sessionOf(profile);
      },
    });
    const ui = screen({ at: 'open', profile: 'data-lake' }, ports, { columns, rows });
    const seen = [await ui.sees('https://acme')];
    ui.type(key.enter);
    await ui.sees('BCDF-GHJK');
    seen.push((await ui.sees('Waiting')).replace(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/, '⠋'));
    for (const line of ui.lines()) assert.ok(width(line) <= columns, line);
    expect(seen.join('\n\n')).toMatchSnapshot();
    approve();
    assert.equal((await ui.result).tag, 'opened');
  });

for (const [columns, rows] of [...sizes, [80, 13] as const])
  test(`a sign-in that the browser comes back from at ${columns}×${rows}`, async () => {
    const { promise: approved, resolve: approve } = Promise.withResolvers<void>();
    const { userCode: _, ...page } = signInCode;
    const query =
      'response_type=code&client_id=0a1b2c3d-4e5f-6789&redirect_uri=http%3A%2F%2F127.0.0.1%3A49152%2Foauth%2Fcallback';
    const url = `https://oidc.eu-west-1.amazonaws.com/authorize?${query}&state=0d5b3a52-86a1-4f5e-9a7b-3c1b7d0f2e11&code_challenge_method=S256&scopes=sso%3Aaccount%3Aaccess&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM`;
    const ports = portsOf({
      roles: companyRoles(),
      open: async (profile, { signIn }) => {
        const begin = async ({ shown, given, told }: Signer, signal: AbortSignal) => {
          shown({ ...page, url });
          await given(signal);
          told('That is not the address: it begins with http://127.0.0.1 and contains code= and state=.');
          await approved;
        };
        await signIn({ to: 'IAM Identity Center', at: 'https://acme.awsapps.com/start', begin });
        return sessionOf(profile);
      },
    });
    const ui = screen({ at: 'open', profile: 'data-lake' }, ports, { columns, rows });
    await ui.sees('https://acme');
    ui.type(key.enter);
    const seen = [(await ui.sees('Waiting')).replace(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/, '⠋')];
    ui.type('http://127.0.0.1:49152/oauth/callback?error');
    await ui.sees('callback?error');
    ui.type(key.enter);
    seen.push((await ui.sees('not the address')).replace(/[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/, '⠋'));
    for (const line of ui.lines()) assert.ok(width(line) <= columns, line);
    expect(seen.join('\n\n')).toMatchSnapshot();
    approve();
    assert.equal((await ui.result).tag, 'opened');
  });

for (const [columns, rows] of sizes)
  for (const [name, steps] of screens)
    test(`${name} at ${columns}×${rows}`, async () => {
      const ui = screen({ at: 'picker', filter: '' }, world(), { columns, rows });
      await ui.sees('42m');
      await ui.sees(columns > 36 ? 'mary → ' : 'mary');
      for (const [keys, sees] of steps) {
        ui.type(keys);
        await ui.sees(sees);
      }
      if (name === 'search') await ui.sees('mary → 7777');
      for (const line of ui.lines()) assert.ok(width(line) <= columns, line);
      expect(ui.text()).toMatchSnapshot();
      await ui.leave();
    });

for (const [columns, rows] of sizes)
  test(`no roles at ${columns}×${rows}`, async () => {
    const ui = screen({ at: 'picker', filter: '' }, portsOf({ roles: [] }), { columns, rows });
    const seen = [await ui.sees('There is no role')];
    ui.type('p');
    await ui.sees('Paste the switch-role link');
    ui.type('https://example.com/');
    await ui.sees('example.com/');
    ui.type(key.enter);
    seen.push(await ui.sees('not a switch-role link'));
    for (const line of ui.lines()) assert.ok(width(line) <= columns, line);
    expect(seen.join('\n\n')).toMatchSnapshot();
    ui.type(key.esc);
    await ui.sees('There is no role');
    await ui.leave();
  });

for (const [columns, rows] of sizes)
  test(`the passphrase of the file of keys at ${columns}×${rows}`, async () => {
    const path = '/home/mary/.config/rolecall/access-keys.sealed';
    const given: string[] = [];
    const ports = portsOf({
      roles: companyRoles(),
      open: async (profile, { unlock }) => {
        given.push(await unlock({ path, isWrong: false }));
        given.push(await unlock({ path, isWrong: true }));
        return sessionOf(profile);
      },
    });
    const ui = screen({ at: 'open', profile: 'data-lake' }, ports, { columns, rows });
    await ui.sees('passphrase');
    ui.type('wrong one');
    const seen = [await ui.sees('•••••••••▏')];
    ui.type(key.enter);
    seen.push(await ui.sees('Wrong passphrase.'));
    for (const line of ui.lines()) assert.ok(width(line) <= columns, line);
    assert.doesNotMatch(seen.join(), /wrong/);
    expect(seen.join('\n\n')).toMatchSnapshot();
    ui.type('right one');
    await ui.sees('•▏');
    ui.type(key.enter);
    assert.equal((await ui.result).tag, 'opened');
    assert.deepEqual(given, ['wrong one', 'right one']);
  });
