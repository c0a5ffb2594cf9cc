import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isBrowserApart } from '../../../source/domain/console/browser.ts';
import type { Way } from '../../../source/domain/portals/flow.ts';
import { wayOf } from '../../../source/domain/portals/sign-in-flow.ts';

const here = { missing: undefined, isApart: false };
const ssh = { missing: 'You are here over SSH', isApart: false };
const wsl = { missing: undefined, isApart: true };

const ways: readonly (readonly [
  what: string,
  at: typeof here | typeof ssh,
  asked: Way | undefined,
  set: Way | undefined,
  way: Way,
])[] = [
  ['a browser is here', here, undefined, undefined, 'browser'],
  ['over SSH', ssh, undefined, undefined, 'device'],
  ['in WSL or a container', wsl, undefined, undefined, 'device'],
  ['set for the portal', here, undefined, 'device', 'device'],
  ['set for the portal, over SSH', ssh, undefined, 'browser', 'browser'],
  ['asked for', here, 'device', undefined, 'device'],
  ['asked for, against the setting', wsl, 'browser', 'device', 'browser'],
];

for (const [what, at, asked, set, way] of ways) {
  test(`the way of a sign-in: ${what}`, () => assert.equal(wayOf({ ssoSession: 'corp' }, asked, set, at), way));
}

test('a portal without a session has codes only', () => {
  assert.equal(wayOf({}, 'browser', 'browser', here), 'device');
});

test('a browser is apart in WSL and in containers, by their marks', () => {
  const none = () => false;
  assert.equal(isBrowserApart({}, none), false);
  for (const name of ['WSL_DISTRO_NAME', 'container', 'REMOTE_CONTAINERS', 'CODESPACES'])
    assert.equal(isBrowserApart({ [name]: 'x' }, none), true, name);
  for (const mark of ['/.dockerenv', '/run/.containerenv'])
    assert.equal(
      isBrowserApart({}, (path) => path === mark),
      true,
      mark,
    );
});
