import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readRoleOptions } from '../../source/commands/open/shared/role-options.ts';
import { readArguments } from '../../source/commands/registry/arguments.ts';
import { commands } from '../../source/commands/registry/commands.ts';
import type { Context } from '../../source/context.ts';
import { destinationUrl, readDestination } from '../../source/domain/console/destination.ts';
import { colorOf } from '../../source/domain/profiles/looks/color.ts';
import { conditionWords } from '../../source/domain/roles/trust/describe.ts';
import { applyChange } from '../../source/domain/shells/environment.ts';
import { type CommandWorld, commandWorld } from './world.ts';

/** What every object of JavaScript answers to, whether anybody put it there or not. */
const words = ['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty'];

const section = (name: string) => `
[profile ${name}]
role_arn = arn:aws:iam::444455556666:role/ystataws
source_profile = mary
granted_color = ${name}
color = ${name}
session_tags = ${name}=1
services = ${name}

[services ${name}]
${name} =
  endpoint_url = http://127.0.0.1:9
`;

let world: CommandWorld;
before(async () => {
  world = await commandWorld(() => words.map(section).join(''));
});
after(() => world.close());

for (const word of words) {
  test(`a profile, a tag, a colour and a service called ${word}`, async () => {
    const shown = await world.run(['show', '--json', word]);
    assert.match(shown.out, new RegExp(`"tags": \\{\\s*"${word}": "1"`));
    assert.match((await world.run(['show', word])).out, new RegExp(`tags +${word}=1`));
    assert.match((await world.run(['link', word])).out, /^https:.*roleName=ystataws/);
    assert.match((await world.run(['list', '--names'])).out, new RegExp(`^${word}$`, 'm'));
    assert.match((await world.run(['doctor', '--offline'])).out, /Looked at/);
    const env = { ROLECALL_PROFILE: 'x', ROLECALL_ACCOUNT_ID: '444455556666' };
    assert.doesNotMatch((await world.run(['status'], {}, env)).out, /native code/);
  });

  test(`--tag ${word}=1, a page, a colour, a condition and a variable of that name`, async () => {
    const command = commands.find(({ name }) => name === 'exec');
    assert.ok(command);
    const args = readArguments(command, ['mary', '--tag', `${word}=1`, '--tag', 'Team=core', '--', 'true'], commands);
    const options = await readRoleOptions(args, { terminal: {} } as Context);
    const { tags } = options.requestFor({ kind: 'profile', profile: 'mary' });
    assert.deepEqual(Object.entries(tags), [
      [word, '1'],
      ['Team', 'core'],
    ]);
    assert.match(colorOf(undefined, word, '111122223333'), /^#[0-9a-f]{6}$/);
    assert.match(conditionWords({ operator: 'StringEquals', key: word, values: ['x'] }), /x/);
    const before = Object.fromEntries([[word, 'of the person']]);
    assert.deepEqual(Object.entries(applyChange(before, { set: {}, unset: [] })), [[word, 'of the person']]);
    if (word === word.toLowerCase() && !word.includes('_')) {
      const place = { partition: 'aws', consoleHost: 'console.aws.amazon.com' } as never;
      assert.match(
        destinationUrl(readDestination(word), place, { region: 'eu-west-1', account: undefined }),
        new RegExp(`/${word}/home`),
      );
    }
  });
}
