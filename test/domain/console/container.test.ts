import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addOnsIn, containerAddress, containerColor } from '../../../source/domain/console/container.ts';
import { containerColors } from '../../../source/domain/profiles/looks/color.ts';
import { role } from './role.ts';

const nearest: readonly (readonly [color: string, name: string])[] = [
  ['#0000ff', 'blue'],
  ['#83d4e8', 'blue'],
  ['#008b8b', 'turquoise'],
  ['#ff0000', 'orange'],
  ['#008000', 'green'],
  ['#b7ca9d', 'green'],
  ['#ffff00', 'yellow'],
  ['#fbc8aa', 'orange'],
  ['#ffa500', 'orange'],
  ['#ff69b4', 'pink'],
  ['#8a2be2', 'purple'],
];

for (const [color, name] of nearest) {
  test(`${color} is ${name}`, () => assert.equal(containerColor({ color, isGuarded: false }), name));
}

test('every colour of Firefox is itself, red too for whoever chose just that one', () => {
  for (const [name, color] of Object.entries(containerColors))
    assert.equal(containerColor({ color, isGuarded: false }), name);
});

test('red is kept for guarded roles: they have it whatever their colour, and others do not', () => {
  assert.equal(containerColor({ color: '#0000ff', isGuarded: true }), 'red');
  for (const color of ['#ff0000', '#d13212', '#ff613c', '#8b0000'])
    assert.notEqual(containerColor({ color, isGuarded: false }), 'red', color);
});

const names = [
  'prod-admin',
  'a&b=c',
  'x/y',
  'Müller',
  'say "hi"',
  "O'Neill",
  'two words',
  '100%',
  '#1',
  '+',
  '(*!)',
  '\ud800',
];
const url =
  'https://signin.aws.amazon.com/federation?Action=login&SigninToken=a+b%2F&Destination=https%3A%2F%2Fx%2F%23y';

for (const name of names) {
  test(`the address of a container keeps ${JSON.stringify(name)} and the address in it whole`, () => {
    for (const [addOn, scheme] of [
      ['granted', 'ext+granted-containers:'],
      ['open-url-in-container', 'ext+container:'],
    ] as const) {
      const address = containerAddress(url, { ...role, name }, addOn);
      assert.ok(address.startsWith(scheme), address);
      // A letter, a digit, or a sign that no opener, shell or parser reads as something else.
      assert.match(address.slice(scheme.length), /^[\w.~%&=-]+$/);
      // As both add-ons read it: the hash is decoded once, and is then a query.
      const read = new URLSearchParams(address.slice(scheme.length));
      assert.deepEqual(Object.fromEntries(read), {
        name: name.toWellFormed(),
        url,
        color: 'blue',
        icon: 'briefcase',
      });
    }
  });
}

test('an add-on counts where a profile has it switched on', () => {
  const [ours, granted] = ['{f069aec0-43c5-4bbf-b6b4-df95c4326b98}', '{b5e0e8de-ebfe-4306-9528-bcc18241a490}'];
  const text = (addons: unknown) => JSON.stringify({ schemaVersion: 37, addons });
  assert.deepEqual(
    addOnsIn(
      text([
        { id: granted, active: true },
        { id: 'x', active: true },
      ]),
    ),
    ['granted'],
  );
  assert.deepEqual(
    addOnsIn(
      text([
        { id: ours, active: true },
        { id: granted, active: true },
      ]),
    ),
    ['granted', 'open-url-in-container'],
  );
  assert.deepEqual(addOnsIn(text([{ id: ours, active: false }])), []);
  for (const broken of ['', 'null', '[]', '{"addons":7}', '{"addons":[null,7]}', '{'])
    assert.deepEqual(addOnsIn(broken), []);
});
