import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { applyChange, type Environment } from '../../../source/domain/shells/environment.ts';
import {
  displayVariables,
  identityVariables,
  segmentParts,
  transportVariables,
} from '../../../source/domain/shells/names.ts';
import { outsideOf } from '../../../source/domain/shells/outside.ts';
import { enterRole, forProcess, leaveRole, moveRole } from '../../../source/domain/shells/role.ts';
import { anyValue, exampleLive, exampleRole, exampleServed } from './example.ts';

const home = { HOME: '/home/mary', PATH: '/bin', TERM: 'xterm-256color' };
const enter = (role: Parameters<typeof enterRole>[0], before: Environment) =>
  applyChange(before, enterRole(role, before));
const leave = (before: Environment) => applyChange(before, leaveRole(before));

describe('enterRole', () => {
  it('sets the keys, where they are valid and until when', () => {
    const inside = enter(exampleRole(), home);
    assert.equal(inside.AWS_ACCESS_KEY_ID, 'ASIAROLE');
    assert.equal(inside.AWS_SECRET_ACCESS_KEY, 'role/secret+key');
    assert.equal(inside.AWS_SESSION_TOKEN, 'role-token==');
    assert.equal(inside.AWS_REGION, 'eu-west-1');
    assert.equal(inside.AWS_DEFAULT_REGION, 'eu-west-1');
    assert.equal(inside.AWS_CREDENTIAL_EXPIRATION, '2026-01-31T13:00:00Z');
    assert.equal(inside.AWS_SESSION_EXPIRATION, '2026-01-31T13:00:00Z');
  });

  it('says whose role it is', () => {
    const inside = enter(exampleRole(), home);
    assert.equal(inside.ROLECALL_PROFILE, 'prod-admin');
    assert.equal(inside.ROLECALL_ACCOUNT_ID, '444455556666');
    assert.equal(inside.ROLECALL_ROLE_ARN, 'arn:aws:iam::444455556666:role/ystataws');
    assert.equal(inside.ROLECALL_COLOR, '#b7ca9d');
    assert.equal(inside.ROLECALL_DISPLAY_NAME, 'Production');
    assert.equal(inside.ROLECALL_EXPIRES_EPOCH, '1769864400');
    assert.equal(inside.ROLECALL_PREVIOUS, 'dev');
    assert.equal(inside.ROLECALL_SESSION, 'a1b2c3');
    assert.equal(inside.ROLECALL_RENEWABLE, '1');
  });

  it('never has a role renewed in silence that asks for a confirmation', () => {
    assert.equal(enter(exampleRole({ confirm: true }), home).ROLECALL_RENEWABLE, undefined);
  });

  it('leaves no rival identity behind', () => {
    const rivals = [...identityVariables, 'AWS_BEARER_TOKEN_S3_TABLES', 'AWS_PROFILE', 'AWS_DEFAULT_PROFILE'];
    const inside = enter(exampleRole(), {
      ...home,
      ...Object.fromEntries(rivals.map((name) => [name, `own ${name}`])),
    });
    for (const name of rivals) assert.ok(!inside[name]?.startsWith('own'), `${name} stayed`);
    assert.ok(!('AWS_PROFILE' in inside), 'unset is not empty');
  });

  it('takes bearer tokens out in a second role and a live one too, and gives them back', () => {
    const own = {
      ...home,
      AWS_BEARER_TOKEN_BEDROCK: 'own',
      AWS_BEARER_TOKEN_NEWER_SERVICE: 'own',
      AWS_ACCESS_KEY: 'own',
    };
    const first = enter(exampleRole(), own);
    const live = { configFile: '/live', ownConfigFile: '/own', profile: 'prod' };
    for (const inside of [
      first,
      enter(exampleRole(), { ...first, AWS_BEARER_TOKEN_S3: 'x' }),
      enter(exampleRole({ live }), own),
    ]) {
      assert.deepEqual(
        Object.keys(inside).filter((name) => /BEARER|AWS_ACCESS_KEY$/.test(name)),
        [],
      );
    }
    assert.deepEqual(leave(first), own);
  });

  it("keeps the person's own region where the profile has none", () => {
    const { region: _, ...session } = exampleRole().session;
    const inside = enter({ ...exampleRole(), session }, { ...home, AWS_DEFAULT_REGION: 'ap-south-1' });
    assert.equal(inside.AWS_DEFAULT_REGION, 'ap-south-1');
    assert.equal(inside.AWS_REGION, undefined);
  });

  it('keeps what the person set outside unless the profile says otherwise', () => {
    const own = { ...home, AWS_ENDPOINT_URL: 'http://localhost:4566', AWS_CA_BUNDLE: '/own.pem' };
    const inside = enter(exampleRole({ sdkVariables: { AWS_CA_BUNDLE: '/profile.pem' } }), own);
    assert.equal(inside.AWS_ENDPOINT_URL, 'http://localhost:4566');
    assert.equal(inside.AWS_CA_BUNDLE, '/profile.pem');
  });

  it('leaves nothing of a first profile when a second is entered', () => {
    const everything = Object.fromEntries(
      [...transportVariables(), 'AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL_STS'].map((name) => [name, `first ${name}`]),
    );
    const own = { ...home, AWS_ENDPOINT_URL_STS: 'http://own', AWS_REGION: 'us-west-2', AWS_RETRY_MODE: 'standard' };
    const first = enter(exampleRole({ sdkVariables: everything }), own);
    const { region: _, ...session } = exampleRole().session;
    const second = enter({ ...exampleRole(), session }, first);
    assert.deepEqual(
      Object.entries(second).filter(([, value]) => value.startsWith('first')),
      [],
    );
    assert.equal(second.AWS_ENDPOINT_URL_STS, 'http://own');
    assert.equal(second.AWS_RETRY_MODE, 'standard');
    assert.equal(second.AWS_REGION, 'us-west-2');
    assert.ok(!('AWS_DEFAULT_REGION' in second), 'the first profile brought it');
  });

  it('gives up what a profile may have brought where nobody knows what did', () => {
    const first = enter(exampleRole({ sdkVariables: { AWS_ENDPOINT_URL: 'http://first' } }), home);
    const { ROLECALL_OUTSIDE: _, ...scrubbed } = first;
    assert.equal(enter(exampleRole(), scrubbed).AWS_ENDPOINT_URL, undefined);
  });

  it('turns the prompt off for those who want none, until the role is left', () => {
    const inside = enter(exampleRole({ prompt: false }), home);
    assert.equal(inside.ROLECALL_PROMPT, 'off');
    assert.equal(enter(exampleRole(), inside).ROLECALL_PROMPT, undefined);
    assert.deepEqual(leave(inside), home);
    assert.equal(leave(enter(exampleRole(), { ...home, ROLECALL_PROMPT: 'off' })).ROLECALL_PROMPT, 'off');
  });

  it('confines the prompt to the part that the settings name, unless the person has set something else', () => {
    assert.equal(enter(exampleRole({ prompt: 'time' }), home).ROLECALL_PROMPT, 'time');
    assert.equal(enter(exampleRole({ prompt: true }), home).ROLECALL_PROMPT, undefined);
    for (const prompt of ['time', false] as const) {
      const inside = enter(exampleRole({ prompt }), { ...home, ROLECALL_PROMPT: 'name' });
      assert.equal(inside.ROLECALL_PROMPT, 'name');
      assert.equal(leave(inside).ROLECALL_PROMPT, 'name');
    }
  });

  for (const [what, role] of [
    ['a role', {}],
    ['a live role', { live: exampleLive }],
    ['a served role', { live: exampleServed }],
    ['a role of which others have the display name', { badge: 'Payments Production' }],
    ['a name that a terminal would obey', { displayName: 'a\u001b[2Jb' }],
  ] as const) {
    it(`sets the variables of other prompts to the name that is shown: ${what}`, () => {
      const inside = enter(exampleRole({ ...role, alsoSet: ['AWSUME_PROFILE', 'AWS_VAULT'] }), home);
      assert.ok(inside.ROLECALL_DISPLAY_NAME);
      assert.equal(inside.AWSUME_PROFILE, inside.ROLECALL_DISPLAY_NAME);
      assert.equal(inside.AWS_VAULT, inside.ROLECALL_DISPLAY_NAME);
      assert.ok(!('AWS_SSO_PROFILE' in inside));
    });
  }

  it('names the server of a served role and gives no keys, and leaves nothing of it to the next role or outside', () => {
    const own = { ...home, AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/own' };
    const inside = enter(exampleRole({ live: exampleServed }), own);
    assert.equal(inside.AWS_CONTAINER_CREDENTIALS_FULL_URI, exampleServed.server.uri);
    assert.equal(inside.AWS_CONTAINER_AUTHORIZATION_TOKEN, exampleServed.server.token);
    assert.equal(inside.AWS_PROFILE, exampleServed.profile);
    assert.ok(!('AWS_ACCESS_KEY_ID' in inside) && !('AWS_CONTAINER_CREDENTIALS_RELATIVE_URI' in inside));
    const next = enter(exampleRole(), inside);
    assert.ok(!Object.keys(next).some((name) => name.startsWith('AWS_CONTAINER') || name === 'AWS_PROFILE'));
    assert.deepEqual(leave(inside), own);
  });

  it('gives back what the person had in those variables, to a role that sets none as well', () => {
    const own = { ...home, AWS_VAULT: 'mine' };
    const inside = enter(exampleRole({ alsoSet: ['AWS_VAULT', 'AWSUME_PROFILE'] }), own);
    const next = enter(exampleRole(), inside);
    assert.equal(next.AWS_VAULT, 'mine');
    assert.ok(!('AWSUME_PROFILE' in next));
    assert.deepEqual(leave(inside), own);
    assert.deepEqual(leave(next), own);
  });

  it("tells no process the person's own keys", () => {
    const own = { ...home, AWS_ACCESS_KEY_ID: 'AKIAOWN', AWS_SECRET_ACCESS_KEY: 'own-secret' };
    const inside = applyChange(own, forProcess(enterRole(exampleRole(), own)));
    assert.ok(!JSON.stringify(inside).includes('own-secret'));
    assert.equal(outsideOf(inside).identityKnown, false);
  });
});

describe('leaveRole', () => {
  const variable = fc.constantFrom(
    ...identityVariables,
    ...transportVariables(),
    'AWS_ENDPOINT_URL_S3',
    'AWS_PROFILE',
    'AWS_DEFAULT_PROFILE',
    'AWS_REGION',
    'AWS_DEFAULT_REGION',
    'ROLECALL_PROMPT',
    ...displayVariables,
    'EDITOR',
  );
  const someEnvironment = fc.dictionary(variable, anyValue).map((own) => ({ ...home, ...own }));
  const brought = fc.dictionary(
    fc.constantFrom(...transportVariables(), 'AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL_EC2'),
    anyValue,
  );

  const someRole = fc.record({
    sdkVariables: brought,
    prompt: fc.constantFrom(true, false, ...segmentParts),
    alsoSet: fc.subarray([...displayVariables]),
  });

  it('gives the environment back as it was, however many roles were entered', () => {
    fc.assert(
      fc.property(someEnvironment, fc.array(someRole, { minLength: 1, maxLength: 3 }), (own, roles) => {
        const inside = roles.reduce<Record<string, string>>((before, role) => enter(exampleRole(role), before), own);
        assert.deepEqual(leave(inside), own);
      }),
    );
  });

  it('changes nothing outside a role', () => {
    assert.deepEqual(leaveRole({ ...home, AWS_ACCESS_KEY_ID: 'AKIAOWN' }), { set: {}, unset: [] });
  });

  const own = { AWS_PROFILE: 'folder', AWS_REGION: 'ap-south-1' };
  const ownKeys = { AWS_ACCESS_KEY_ID: 'AKIAOWN', AWS_SECRET_ACCESS_KEY: 'own-secret' };
  const otherKeys = {
    AWS_ACCESS_KEY_ID: 'ASIAOTHER',
    AWS_SECRET_ACCESS_KEY: 'other-secret',
    AWS_SESSION_TOKEN: 'other-token',
  };
  const noKeys = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };
  const live = exampleRole({ live: exampleLive });
  /** What somebody else did in the shell of a role: the person, or direnv at another folder. */
  const changes: readonly {
    readonly what: string;
    readonly role?: Parameters<typeof enterRole>[0];
    readonly own: Environment;
    readonly changed: Environment;
    readonly left: Environment;
  }[] = [
    { what: 'nothing', own, changed: {}, left: own },
    {
      what: 'another profile was chosen, and a region taken out',
      own,
      changed: { AWS_PROFILE: 'mary', AWS_REGION: undefined },
      left: { AWS_PROFILE: 'mary' },
    },
    {
      what: 'a profile was chosen by the other variable',
      own,
      changed: { AWS_DEFAULT_PROFILE: 'mary' },
      left: { AWS_DEFAULT_PROFILE: 'mary', AWS_REGION: 'ap-south-1' },
    },
    {
      what: 'a profile was chosen where none had been',
      own: {},
      changed: { AWS_PROFILE: 'mary' },
      left: { AWS_PROFILE: 'mary' },
    },
    {
      what: 'another region was set',
      own,
      changed: { AWS_REGION: 'us-west-2' },
      left: { ...own, AWS_REGION: 'us-west-2' },
    },
    { what: 'other keys were set', own: ownKeys, changed: otherKeys, left: otherKeys },
    {
      what: 'other keys of long term were set: the token beside them is the role’s',
      own: ownKeys,
      changed: { AWS_ACCESS_KEY_ID: 'AKIAOTHER', AWS_SECRET_ACCESS_KEY: 'other-secret' },
      left: { AWS_ACCESS_KEY_ID: 'AKIAOTHER', AWS_SECRET_ACCESS_KEY: 'other-secret' },
    },
    { what: 'the keys were taken out', own: ownKeys, changed: noKeys, left: {} },
    { what: 'half of the keys were taken out', own: ownKeys, changed: { AWS_ACCESS_KEY_ID: undefined }, left: ownKeys },
    {
      what: 'nothing, in a live role',
      role: live,
      own: { ...own, ...ownKeys },
      changed: {},
      left: { ...own, ...ownKeys },
    },
    {
      what: 'another profile was chosen than the live one',
      role: live,
      own,
      changed: { AWS_PROFILE: 'mary' },
      left: { ...own, AWS_PROFILE: 'mary' },
    },
    { what: 'keys were set in a live role', role: live, own: ownKeys, changed: otherKeys, left: otherKeys },
    {
      what: 'keys were set in a served role: what serves it is the role’s',
      role: exampleRole({ live: exampleServed }),
      own: ownKeys,
      changed: otherKeys,
      left: otherKeys,
    },
    {
      what: 'other keys were set, where a profile had been chosen before: it does not come back beside them',
      own: { AWS_PROFILE: 'mine' },
      changed: otherKeys,
      left: otherKeys,
    },
    {
      what: 'another role was exported over it, which goes with the role',
      own: { ...own, ...ownKeys },
      changed: { ...otherKeys, ROLECALL_EXPORTED: '{}' },
      left: { ...own, ...ownKeys },
    },
    {
      what: 'keys of another cloud were set: the token beside them is the role’s',
      own: ownKeys,
      changed: { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
      left: { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
    },
  ];

  for (const { what, role = exampleRole(), own: before, changed, left } of changes) {
    it(`leaves what is not the role’s any more: ${what}`, () => {
      const inside = { ...enter(role, { ...home, ...before }), ...changed };
      assert.deepEqual(leave(inside), { ...home, ...left });
      const second = enter(exampleRole(), inside);
      assert.deepEqual(leave(second), { ...home, ...left }, 'by way of another role as well');
    });
  }

  it('takes a damaged memory for none', () => {
    const inside = { ...enter(exampleRole(), home), ROLECALL_OUTSIDE: '{"PATH":"/evil"}' };
    assert.equal(leave(inside).PATH, '/bin');
  });
});

describe('outsideOf', () => {
  it('finds who the person is, also after a second switch', () => {
    const own = { ...home, AWS_ACCESS_KEY_ID: 'AKIAOWN', AWS_SECRET_ACCESS_KEY: 'own-secret' };
    const outside = outsideOf(enter(exampleRole(), enter(exampleRole(), own)));
    assert.equal(outside.environment.AWS_ACCESS_KEY_ID, 'AKIAOWN');
    assert.equal(outside.identityKnown, true);
    assert.deepEqual(outside.environment, own);
  });

  it('plans by what the person had when the role was entered, whatever was set in its shell since', () => {
    const own = { ...home, AWS_ACCESS_KEY_ID: 'AKIAOWN', AWS_SECRET_ACCESS_KEY: 'own-secret' };
    const inside = enter(exampleRole(), own);
    const other = { AWS_REGION: 'us-west-2', AWS_PROFILE: 'other', AWS_ACCESS_KEY_ID: 'AKIAOTHER' };
    assert.deepEqual(outsideOf({ ...inside, ...other }).environment, own);
  });

  it('never takes the role for the person', () => {
    const inside = applyChange(home, forProcess(enterRole(exampleRole(), home)));
    assert.equal(outsideOf(inside).environment.AWS_ACCESS_KEY_ID, undefined);
  });
});

describe('moveRole', () => {
  const to = { region: 'sa-east-1', requestId: 'd4e5f6' };
  const move = (before: Environment) => applyChange(before, moveRole(before, to));

  it('changes the region and the request, and nothing else', () => {
    const inside = enter(exampleRole(), home);
    const changed = {
      AWS_REGION: 'sa-east-1',
      AWS_DEFAULT_REGION: 'sa-east-1',
      ROLECALL_REGION: 'sa-east-1',
      ROLECALL_SESSION: 'd4e5f6',
    };
    assert.deepEqual(move(inside), { ...inside, ...changed });
  });

  for (const own of [{}, { AWS_REGION: 'ap-south-1' }, { AWS_DEFAULT_REGION: 'ap-south-1', AWS_PROFILE: 'mary' }]) {
    for (const region of ['', 'eu-west-1']) {
      it(`gives back ${JSON.stringify(own)} behind a role with the region "${region}"`, () => {
        assert.deepEqual(leave(move(enter(exampleRole({ region }), { ...home, ...own }))), { ...home, ...own });
      });
    }
  }

  it('invents no record where there is none: what a profile brought goes all the same', () => {
    const inside = enter(exampleRole({ sdkVariables: { AWS_ENDPOINT_URL: 'http://profile' } }), home);
    const { ROLECALL_OUTSIDE: _, ...unrecorded } = inside;
    assert.deepEqual(leave(move(unrecorded)), home);
  });
});
