import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { parseRoleArn } from '../../../../source/domain/profiles/arn.ts';
import { linkOfProfile } from '../../../../source/domain/profiles/looks/copies.ts';
import {
  buildLink,
  linkIn,
  linkTo,
  looksLikeLink,
  parseLink,
  profilesOfLink,
  roleArnOfLink,
} from '../../../../source/domain/profiles/looks/links.ts';
import { roleSummaries } from '../../../../source/domain/profiles/resolve/summary.ts';
import { Problem } from '../../../../source/problem.ts';
import { profilesOf } from '../files.ts';

const BASE = 'https://signin.aws.amazon.com/switchrole?account=444455556666&roleName=ystataws';
const LINK = { partition: 'aws', account: '444455556666', role: 'ystataws', displayName: undefined, color: undefined };

describe('parseLink', () => {
  const rows: [of: string, link: string, expected: object][] = [
    ['the least', BASE, {}],
    [
      'everything',
      `${BASE}&displayName=Account+B%20%2B&color=B7CA9D`,
      { displayName: 'Account B +', color: '#b7ca9d' },
    ],
    ['a path', BASE.replace('ystataws', 'team/Admin'), { role: 'team/Admin' }],
    ['a path with a leading slash, encoded', BASE.replace('ystataws', '%2Fteam%2FAdmin'), { role: 'team/Admin' }],
    ['a plus in the name', BASE.replace('ystataws', 'a+b'), { role: 'a+b' }],
    ['an alias', BASE.replace('444455556666', 'my-company'), { account: 'my-company' }],
    ['an account number in groups', BASE.replace('444455556666', '4444-5555-6666'), { account: '444455556666' }],
    ['a region before the host', BASE.replace('signin.', 'eu-central-1.signin.'), {}],
    ['China', BASE.replace('aws.amazon.com', 'amazonaws.cn'), { partition: 'aws-cn' }],
    [
      'GovCloud',
      BASE.replace('signin.aws.amazon.com', 'us-gov-west-1.signin.amazonaws-us-gov.com'),
      { partition: 'aws-us-gov' },
    ],
    ['the European Sovereign Cloud', BASE.replace('aws.amazon.com', 'amazonaws-eusc.eu'), { partition: 'aws-eusc' }],
    ['no https', BASE.slice('https://'.length), {}],
    ['smart quotes, as a word processor writes them', `“${BASE}”`, {}],
    ['quotes of other languages, and no https', `„${BASE.slice('https://'.length)}“`, {}],
    ['the end of a sentence', `(«${BASE}»).`, {}],
    ['an account number with blanks', BASE.replace('444455556666', '4444+5555%206666'), { account: '444455556666' }],
    ['angle brackets', `<${BASE}>`, {}],
    ['from HTML', BASE.replace('&', '&amp;'), {}],
    ['a color that is none', `${BASE}&color=nope`, {}],
    ['parameters of the console', `${BASE}&redirect_uri=https%3A%2F%2Fx&src=nav`, {}],
    ['a long display name', `${BASE}&displayName=${'x'.repeat(70)}`, { displayName: 'x'.repeat(64) }],
  ];
  for (const [of, link, expected] of rows) {
    test(of, () => {
      assert.ok(looksLikeLink(link));
      assert.deepEqual(parseLink(link), { ...LINK, ...expected });
    });
  }

  const refused: [of: string, link: string, code: string, title: RegExp][] = [
    [
      'a link that the shell cut off',
      'https://signin.aws.amazon.com/switchrole?account=444455556666',
      'link-cut-off',
      /Only the account/,
    ],
    ['no role', `${BASE.replace('roleName', 'rolename')}`, 'link-unreadable', /has no roleName/],
    ['no account', 'https://signin.aws.amazon.com/switchrole?roleName=x', 'link-unreadable', /has no account/],
    ['two roles', `${BASE}&roleName=Admin`, 'link-unreadable', /roleName twice/],
    ['another host', BASE.replace('amazon.com', 'amazon.com.evil.com'), 'link-unreadable', /evil\.com/],
    ['a host that ends alike', BASE.replace('signin.', 'evilsignin.'), 'link-unreadable', /evilsignin/],
    ['a host before the host', BASE.replace('signin.', 'evil.signin.'), 'link-unreadable', /evil/],
    [
      'a user in the URL',
      BASE.replace('signin.', 'signin.aws.amazon.com@signin.'),
      'link-unreadable',
      /not an AWS sign-in page/,
    ],
    ['http', BASE.replace('https', 'http'), 'link-unreadable', /not an AWS sign-in page/],
    ['a port', BASE.replace('.com/', '.com:8443/'), 'link-unreadable', /8443/],
    ['another page', BASE.replace('switchrole', 'federation'), 'link-unreadable', /switching roles/],
    ['a malformed account', BASE.replace('444455556666', '1234'), 'link-unreadable', /1234/],
    ['a malformed role', BASE.replace('ystataws', 'a%3Cb'), 'link-unreadable', /cannot be the name/],
    ['a role too long', BASE.replace('ystataws', 'x'.repeat(65)), 'link-unreadable', /cannot be the name/],
    ['no URL', 'https://', 'link-unreadable', /not a link/],
  ];
  for (const [of, link, code, title] of refused) {
    test(`refuses ${of}`, () => {
      assert.throws(
        () => parseLink(link),
        (error: Problem) => error instanceof Problem && error.text.code === code && title.test(error.text.title),
      );
    });
  }

  test('linkIn: the link in a mail, whatever stands around it', () => {
    const bare = BASE.slice('https://'.length);
    const links: readonly (readonly [text: string, link: string | undefined])[] = [
      [BASE, BASE],
      [`Hi Mary,\nplease use “${BASE}”.\nYours`, BASE],
      [`see ${bare}, then sign in`, bare],
      [` ${BASE}\n`, BASE],
      ['https://signin.aws.amazon.com/console', undefined],
      ['rm -rf', undefined],
      ['', undefined],
    ];
    for (const [text, link] of links) {
      assert.equal(linkIn(text), link);
      if (link !== undefined) assert.deepEqual(parseLink(link), LINK);
    }
  });

  test('leadsTo: the account, the role without its path, and the partition', () => {
    const profiles = profilesOf(
      '[profile a]\nrole_arn = arn:aws:iam::444455556666:role/team/ystataws\nsource_profile = a\n' +
        '[profile gov]\nrole_arn = arn:aws-us-gov:iam::444455556666:role/ystataws\nsource_profile = a\n' +
        '[profile sso]\nsso_account_id = 444455556666\nsso_role_name = ystataws\nsso_region = cn-north-1\nsso_start_url = x\n',
    );
    const found = (link: string) => profilesOfLink(profiles, parseLink(link));
    assert.deepEqual(found(BASE), ['a']);
    assert.deepEqual(found(BASE.replace('aws.amazon.com', 'amazonaws-us-gov.com')), ['gov']);
    assert.deepEqual(found(BASE.replace('aws.amazon.com', 'amazonaws.cn')), ['sso']);
    assert.deepEqual(found(BASE.replace('aws.amazon.com', 'amazonaws-eusc.eu')), []);
  });

  test('names of profiles are no links', () => {
    for (const name of ['prod', 'a/b', 'signin', 'https', 'user@example.com']) assert.ok(!looksLikeLink(name));
  });
});

describe('buildLink', () => {
  test('every part', () => {
    const link = { ...LINK, role: 'team/Ad+min', displayName: 'Account B & C', color: '#f2b0a9' };
    assert.equal(
      buildLink(link),
      'https://signin.aws.amazon.com/switchrole?account=444455556666&roleName=team/Ad%2Bmin&displayName=Account%20B%20%26%20C&color=f2b0a9',
    );
  });

  test('is read back as it was, whatever it says', () => {
    const name = fc.stringMatching(/^([\w.-]{1,10}\/)?[\w+=,.@-]{1,40}$/);
    const text = fc.option(
      fc.string({ minLength: 1, maxLength: 64, unit: 'grapheme-ascii' }).map((value) => value.trim() || 'x'),
      { nil: undefined },
    );
    fc.assert(
      fc.property(
        fc.constantFrom('aws', 'aws-cn', 'aws-us-gov', 'aws-eusc'),
        name,
        text,
        (partition, role, displayName) => {
          const link = { ...LINK, partition, role, displayName, color: '#ff0000' };
          assert.deepEqual(parseLink(buildLink(link)), link);
        },
      ),
    );
  });

  test('to the role of an ARN and back', () => {
    const arn = 'arn:aws-cn:iam::444455556666:role/team/x/Admin';
    const role = parseRoleArn(arn);
    const link = role && linkTo(role, 'Admin');
    assert.equal(link && roleArnOfLink(link), arn);
    assert.match(link ? buildLink(link) : '', /^https:\/\/signin\.amazonaws\.cn\/.*roleName=team\/x\/Admin&/);
    assert.equal(roleArnOfLink({ ...LINK, account: 'my-company' }), undefined);
  });

  test('a partition without a page', () => {
    assert.throws(() => buildLink({ ...LINK, partition: 'aws-iso' }), Problem);
  });
});

describe('profilesOfLink', () => {
  const role = (name: string, partition: string) =>
    `[profile ${name}]\nrole_arn = arn:${partition}:iam::444455556666:role/team/Admin\nsource_profile = mary\n`;
  const sso = (name: string, region: string) =>
    `[profile ${name}]\nsso_session = ${name}\nsso_account_id = 444455556666\nsso_role_name = Admin\n[sso-session ${name}]\nsso_region = ${region}\nsso_start_url = https://x\n`;
  const extension = (name: string, region: string) =>
    `[profile ${name}]\naws_account_id = 444455556666\nrole_name = Admin\nsource_profile = mary\nregion = ${region}\n`;
  const profiles = profilesOf(
    role('commercial', 'aws') +
      role('gov', 'aws-us-gov') +
      role('cn', 'aws-cn') +
      sso('sso', 'eu-west-1') +
      sso('sso-gov', 'us-gov-west-1') +
      extension('ext', 'eu-west-1') +
      extension('ext-cn', 'cn-north-1'),
    undefined,
  );
  const rows: [partition: string, names: string[]][] = [
    ['aws', ['commercial', 'sso', 'ext']],
    ['aws-us-gov', ['gov', 'sso-gov']],
    ['aws-cn', ['cn', 'ext-cn']],
    ['aws-eusc', []],
  ];
  for (const [partition, names] of rows) {
    test(`in ${partition} leads to roles of that partition only`, () => {
      assert.deepEqual(profilesOfLink(profiles, { ...LINK, partition, role: 'Admin' }), names);
    });
  }
});

test('a link survives being printed and read, whatever its display name ends with', () => {
  for (const end of [')', '.', '!', "'", '"', '>', ',', ';', '”', '*', '('])
    for (const role of ['Admin', 'Admin.', 'Admin,']) {
      const displayName = `$(touch x${end}`;
      const link = { partition: 'aws', account: '444455556666', role, color: undefined };
      for (const each of [
        { ...link, displayName },
        { ...link, displayName: undefined },
      ]) {
        assert.deepEqual(parseLink(buildLink(each)), each);
        assert.deepEqual(parseLink(`(${buildLink(each)}).`), each);
      }
    }
});

test('a profile that names its account by an alias: its own link leads to it', () => {
  const profiles = profilesOf(
    '[profile byalias]\naws_account_id = my-alias\nrole_name = team/X\nsource_profile = mary\n' +
      '[profile mary]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = hush\n',
  );
  const profile = profiles.get('byalias') ?? assert.fail('no profile');
  const link = linkOfProfile(profile, profiles, {}) ?? assert.fail('no link');
  assert.equal(link, 'https://signin.aws.amazon.com/switchrole?account=my-alias&roleName=team/X&displayName=byalias');
  assert.deepEqual(profilesOfLink(profiles, parseLink(link)), ['byalias']);
  assert.equal(roleSummaries(profiles)[0]?.roleName, 'X');
});
