import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addProfile } from '../../../source/domain/profiles/edit/edit.ts';
import { importExtension } from '../../../source/domain/profiles/import/extension.ts';
import { parseColor } from '../../../source/domain/profiles/looks/color.ts';
import { buildLink, looksLikeLink, parseLink, roleArnOfLink } from '../../../source/domain/profiles/looks/links.ts';
import { damaged, hostile, mostly } from '../inputs.ts';
import { orProblem, target } from '../target.ts';
import { configText, profilesOf } from './config.ts';

const host = fc.constantFrom(
  ...['signin.aws.amazon.com', 'eu-west-1.signin.aws.amazon.com', 'signin.amazonaws.cn', 'signin.aws.evil.test'],
);
const query = fc
  .array(
    fc.tuple(
      fc.constantFrom('account', 'roleName', 'displayName', 'color', 'src'),
      mostly(fc.constantFrom('444455556666', 'my-alias', 'team/Admin', 'Admin', 'F2B0A9')),
      fc.boolean(),
    ),
    { maxLength: 5 },
  )
  .map((pairs) =>
    pairs.map(([key, value, raw]) => `${key}=${raw ? value : encodeURIComponent(value.toWellFormed())}`).join('&'),
  );
const link = fc
  .tuple(fc.constantFrom('https://', 'http://', '', '<https://', '"https://'), host, query)
  .map(([start, at, asked]) => `${start}${at}/switchrole?${asked}`);

/** Reads a link; one that it takes has to survive being printed and read again. */
export const links = target({
  name: 'switch-role links',
  weight: 16,
  inputs: fc.oneof(link, damaged(link), hostile),
  attempt: (text) => {
    looksLikeLink(text);
    parseColor(text);
    const read = orProblem(() => parseLink(text));
    if (read === undefined) return;
    roleArnOfLink(read);
    const printed = orProblem(() => buildLink(read));
    if (printed !== undefined) assert.deepEqual(parseLink(printed), read);
  },
});

/** Imports the browser extension's configuration, and writes what it found. */
export const imports = target({
  name: 'AWS Extend Switch Roles',
  weight: 6,
  inputs: fc.tuple(configText, configText, fc.option(fc.constantFrom('mary', 'nobody'), { nil: undefined })),
  attempt: ([text, config, source]) => {
    const found = importExtension(text, profilesOf(config, ''), source);
    for (const { name, settings } of found.add.slice(0, 3)) {
      orProblem(() => addProfile({ kind: 'config', path: '~/.aws/config', text: config }, name, settings));
    }
  },
});
