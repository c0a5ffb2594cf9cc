import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draftOf, emptyDraft } from '../../../source/domain/profiles/edit/draft.ts';
import { loadProfiles } from '../../../source/domain/profiles/resolve/load.ts';
import { Cancelled } from '../../../source/problem.ts';
import { runProfileForm } from '../../../source/ui/forms/profile.ts';
import { width } from '../../../source/ui/text/text.ts';
import { filledIn, key, memoryTerminal } from './terminal.ts';

const config = `[profile mary]
region = eu-west-1
aws_access_key_id = AKIAEXAMPLE
aws_secret_access_key = secret
mfa_serial = arn:aws:iam::111122223333:mfa/mary-phone

[profile payments-production]
role_arn = arn:aws:iam::444455556666:role/Administrator
source_profile = mary
rolecall_display_name = Payments production of the whole company
color = red
`;
const profiles = loadProfiles(
  { kind: 'config', path: '/home/mary/.aws/config', text: config },
  { kind: 'credentials', path: '/home/mary/.aws/credentials', text: undefined },
);

/** The form of a new profile, or of the one that there is. */
async function open(size: { columns?: number; rows?: number; screenReader?: boolean } = {}, edits = false) {
  const screen = memoryTerminal({ columns: 80, rows: 24, ...size });
  const before = edits ? draftOf(profiles.get('payments-production') as never) : undefined;
  const draft = before ?? emptyDraft;
  const ended = runProfileForm(screen.terminal, { draft, before, fixed: [], profiles });
  const result = filledIn(ended);
  await screen.sees(edits ? 'Profile payments-production' : 'A new profile');
  return { ...screen, ended, result };
}

const del = '\x1b[3~';
const [pageDown, home] = ['\x1b[6~', '\x1b[H'];
const [ctrlA, ctrlE, ctrlK, ctrlW, left, right, end] = ['\x01', '\x05', '\x0b', '\x17', '\x1b[D', '\x1b[C', '\x1b[F'];

const spelt = ['enter', 'esc', 'home', 'end', 'up', 'down', 'tab', 'delete', 'backspace', 'ctrl+s', 'shift+tab', 'F1'];

test('text that spells the name of a key is text, in one write and in pieces', async () => {
  const form = await open();
  for (const name of spelt)
    for (const pieces of [[name], [...name]]) {
      for (const piece of pieces) form.type(piece);
      const text = await form.sees(`[profile ${name}]`);
      assert.match(text, /❯ Profile/, name);
      form.type(key.ctrlU);
      await form.misses(`[profile ${name}]`);
    }
  form.type(key.ctrlC);
  assert.equal(await form.result, undefined);
});

test('text that spells the name of a key does nothing on a line that takes none', async () => {
  const form = await open();
  form.type(key.down.repeat(4));
  await form.sees('❯ ▸ Look');
  for (const name of spelt) form.type(name);
  form.type(key.up);
  await form.sees('❯ MFA device');
  assert.match(form.text(), /▸ Look {2}Display name/);
  form.type(key.ctrlC);
  await form.result;
});

test('the keys of a line of text: Del takes away forwards, and the rest as in a shell', async () => {
  const table: readonly [keys: string, text: string][] = [
    [`abc${ctrlA}${del}`, 'bc'],
    [`abc${del}`, 'abc'],
    [`abc${left}${left}${del}`, 'ac'],
    [`abc${left}${key.backspace}`, 'ac'],
    [`abc${ctrlA}x${ctrlE}y`, 'xabcy'],
    [`abc${ctrlA}${right}x${end}y`, 'axbcy'],
    [`abcd${left}${left}${ctrlK}`, 'ab'],
    [`abcd${left}${left}${key.ctrlU}`, 'cd'],
    [`ab cd${ctrlW}e`, 'ab e'],
  ];
  for (const [keys, text] of table) {
    const form = await open();
    form.type(keys);
    await form.sees(`[profile ${text}]`);
    form.type(key.ctrlC);
    await form.result;
  }
});

test('required fields stand first and are marked; look and more are folded', async () => {
  const form = await open();
  const rows = form
    .text()
    .split('\n')
    .slice(2, 10)
    .filter((line) => line.trim() !== '')
    .map((line) => line.slice(3).replace(/ {2,}.*/, ''));
  assert.deepEqual(rows, [
    'Profile *',
    'Role *',
    'Source profile *',
    'MFA device',
    '▸ Look',
    '▸ More',
    'Add the profile',
  ]);
  form.type(`${key.down.repeat(4)}${key.enter}`);
  await form.sees('❯   Display name');
  await form.sees('▾ Look');
  form.type(`Prod${key.up}${left}`);
  await form.sees('▸ Look  Display name Prod');
  form.type(right);
  await form.sees('▾ Look');
  form.type(' ');
  await form.sees('▸ Look  Display name Prod');
  form.type(key.ctrlC);
  await form.result;
});

test('a fault in a folded section opens it, goes there, and stands beside the field', async () => {
  const form = await open({}, true);
  form.type(`${key.down.repeat(3)}${key.enter}`);
  await form.sees('❯   Display name');
  form.type(`${key.down}${key.ctrlU}no colour${key.up.repeat(2)}${left}`);
  await form.sees('❯ ▸ Look');
  form.type(key.ctrlS);
  await form.sees('❯   Colour');
  await form.sees('One field is missing or wrong.');
  const lines = form.text().split('\n');
  const at = lines.findIndex((line) => line.includes('❯   Colour'));
  assert.match(lines[at] ?? '', /✗ no colour/);
  assert.match(lines[at + 1] ?? '', /Write it as ff0000/);
  form.type(key.ctrlC);
  await form.result;
});

for (const [columns, rows] of [
  [20, 6],
  [40, 12],
  [80, 24],
  [110, 30],
] as const)
  test(`${columns}×${rows}: the line that submits and the way out are in sight, whatever is in focus`, async () => {
    const form = await open({ columns, rows });
    form.type(`${key.down.repeat(4)}${right}${key.down.repeat(5)}${right}${key.up.repeat(9)}`);
    for (const label of ['Profile', 'Role', 'Source profile', 'MFA', '▾ Look', '  D', '  C', '  G', '  D', '▾ More']) {
      const text = await form.sees(`❯ ${label.slice(0, columns < 40 ? 3 : undefined)}`);
      assert.match(text, /^ +❯? *Add the/m, label);
      if (columns >= 40) assert.match(text, /esc leave$/, label);
      for (const line of text.split('\n')) assert.ok(width(line) <= columns, line);
      form.type(key.down);
    }
    form.type(key.ctrlC);
    await form.result;
  });

test('in a narrow window nothing that the form says is cut: what the line in focus is for, and a notice', async () => {
  const form = await open({ columns: 40, rows: 12 });
  form.type(`${key.down.repeat(4)}${right}${key.down.repeat(5)}${right}${key.up.repeat(9)}`);
  for (const label of ['Profile', 'Role', 'Source profile', 'MFA', '▾ Look', '  D', '  C', '  G', '  D', '▾ More']) {
    const lines = (await form.sees(`❯ ${label}`)).split('\n');
    const below = lines.slice(lines.findIndex((line) => /^ +❯? *Add the/.test(line)) + 1);
    assert.doesNotMatch(below.join('\n'), /…/, label);
    form.type(key.down);
  }
  form.type(`${key.up.repeat(9)}pay`);
  await form.sees('pay');
  form.type('\u001b');
  const left = await form.sees('Press Esc again');
  assert.match(left.replaceAll(/\s+/g, ' '), /leave the form; what you typed will be lost\./);
  assert.match(left, /❯/, 'the line in focus is in sight');
  form.type(key.ctrlC);
  await form.result;
});

test('in a narrow window all lines stay in sight where the sentence for the one in focus leaves room', async () => {
  const form = await open({ columns: 59, rows: 14 });
  const text = await form.sees('Letters, digits');
  for (const label of ['Profile', 'Role', 'Source profile', 'MFA', '▸ Look', '▸ More', 'Add the profile'])
    assert.ok(text.includes(label), `${label}\n${text}`);
  form.type(key.ctrlC);
  await form.result;
});

test('what the line in focus is for stands on the same line of the screen for all of them', async () => {
  const form = await open();
  const places = new Set<number>();
  for (const help of [
    'What you type',
    'Its ARN (arn',
    'The profile whose',
    'Its ARN or serial',
    'description. Enter opens it.',
  ]) {
    const lines = (await form.sees(`${help}`)).split('\n');
    places.add(lines.findLastIndex((line) => line.includes(help)));
    form.type(key.down);
  }
  assert.equal(places.size, 1, [...places].join());
  form.type(key.ctrlC);
  await form.result;
});

test('the preview loses no word, at any width', async () => {
  for (const columns of [40, 60, 67, 68, 69, 70, 71, 80, 96, 100, 110]) {
    const form = await open({ columns, rows: 40 }, true);
    const words = 'mary becomes Payments production of the whole company: Administrator in 444455556666.';
    await form.sees('444455556666.');
    const shown = form
      .text()
      .split('\n')
      .map((line) => line.slice(line.lastIndexOf('▌') < 0 ? line.length : line.lastIndexOf('▌') + 1).trim())
      .join(' ');
    assert.ok(shown.includes(words), `${columns}: ${shown}`);
    form.type(key.ctrlC);
    await form.result;
  }
});

test('F1 and ctrl+/ tell every key of the line in focus, and lead back', async () => {
  const form = await open();
  form.type('pay\x1f');
  await form.sees('Delete everything after the cursor.');
  form.type('q');
  await form.sees('[profile pay]');
  form.type(key.ctrlC);
  await form.result;
});

test('help of a small form goes no further than its end', async () => {
  const form = await open({ columns: 40, rows: 12 });
  form.type('\x1f');
  await form.sees('Go to the next line.');
  for (let step = 0; step < 30; step += 1) form.type(key.down);
  const text = await form.sees('ctrl+c');
  assert.match(text, /before the cursor/, 'the lines before it are still there');
  form.type(key.ctrlC);
  await form.result;
});

for (const [columns, rows] of [
  [110, 30],
  [80, 24],
  [40, 12],
] as const)
  test(`help of a line of text: whole sentences, a bar and the footer where there are more, at ${columns}×${rows}`, async () => {
    const form = await open({ columns, rows });
    form.type('\x1f');
    const first = await form.sees('Go to the next line.');
    const isLonger = !first.includes('Leave at once.');
    assert.equal(first.includes('↑↓ scroll'), isLonger, first);
    assert.equal(/[┃│]/.test(first), isLonger, first);
    form.type(pageDown);
    if (isLonger) await form.misses('Go to the next line.');
    form.type(end);
    const keys = (await form.sees('Leave at once.')).split('\n').filter((line) => /[┃│]$/.test(line));
    assert.doesNotMatch(keys.join('\n'), /…/);
    form.type(home);
    await form.sees('Go to the next line.');
    form.type(key.ctrlC);
    await form.result;
  });

test('a screen reader hears sections, what is required, and the keys', async () => {
  const form = await open({ screenReader: true });
  await form.sees('Required. What you type to switch');
  form.type(key.down.repeat(4));
  await form.sees('Section Look, closed');
  form.type(key.enter);
  await form.sees('Field 5 of 12: Display name');
  assert.doesNotMatch(form.text(), /[❯✗▸▾│]/);
  form.type('\x1f');
  await form.sees('ctrl+k: Delete everything after');
  form.type(key.ctrlC);
  await form.result;
});

test('Esc leaves the form, Ctrl+C the whole program', async () => {
  const left = await open();
  left.type(key.esc);
  assert.equal(await left.ended, undefined);
  const cancelled = await open();
  cancelled.type('x');
  cancelled.type(key.ctrlC);
  await assert.rejects(cancelled.ended, Cancelled);
});
