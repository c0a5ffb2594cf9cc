import assert from 'node:assert/strict';
import fc from 'fast-check';
import { answer, enterAnswer, separator } from '../../../source/domain/shells/answer.ts';
import { sessionInEnvironment } from '../../../source/domain/shells/current.ts';
import { exportFormats, exportText } from '../../../source/domain/shells/export-formats.ts';
import { quoteFish } from '../../../source/domain/shells/fish/fish.ts';
import { quotePosix } from '../../../source/domain/shells/posix.ts';
import { quotePowerShell } from '../../../source/domain/shells/powershell/powershell.ts';
import { enterRole, forProcess, leaveRole } from '../../../source/domain/shells/role.ts';
import { banner } from '../../../source/output/banner.ts';
import { exampleRole, noon } from '../../domain/shells/example.ts';
import { EnvReader } from '../../helpers/parse-env.ts';
import { hostile } from '../inputs.ts';
import { assertShowable, orProblem, target } from '../target.ts';

/** How each shell reads a quoted word back. */
const quotes = [
  [quotePosix, /^'([^']|'\\'')*'$/, (text: string) => text.slice(1, -1).replaceAll(`'\\''`, "'")],
  [quoteFish, /^'([^'\\]|\\[\\'])*'$/, (text: string) => text.slice(1, -1).replaceAll(/\\([\\'])/g, '$1')],
  [
    quotePowerShell,
    /^('([\0-&(-\x7f]|'')*'|"(`[`"$]|\$\(\[char\]0x[\da-f]+\)|(?![`"$])[\0-\x7f])*")$/,
    (text: string) =>
      text.startsWith("'")
        ? text.slice(1, -1).replaceAll("''", "'")
        : text
            .slice(1, -1)
            .replaceAll(/`([`"$])|\$\(\[char\]0x([\da-f]+)\)/g, (_, plain?: string, code?: string) =>
              plain === undefined ? String.fromCharCode(Number.parseInt(code ?? '', 16)) : plain,
            ),
  ],
] as const;

const envReader = new EnvReader();

/** Credentials and regions that want to be code, in every format of `export`. */
export const exports = target({
  name: 'export quoting',
  weight: 8,
  inputs: fc.tuple(hostile, hostile, hostile, fc.constantFrom(...exportFormats)),
  attempt: async ([key, given, region, format]) => {
    // No variable can hold these.
    const secret = given.toWellFormed().replaceAll('\0', '');
    for (const [quote, whole, back] of quotes) {
      const quoted = quote(secret);
      assert.match(quoted, whole);
      assert.equal(back(quoted), secret);
    }
    const { session } = exampleRole({ region });
    const credentials = { ...session.credentials, accessKeyId: key, secretAccessKey: secret };
    const text = orProblem(() => exportText({ ...session, credentials }, format));
    if (text === undefined) return;
    if (format === 'json' || format === 'process') assert.equal(JSON.parse(text).SecretAccessKey, secret);
    if (format === 'json-env') assert.equal(JSON.parse(text).AWS_SECRET_ACCESS_KEY, secret);
    if (format === 'dotenv') assert.equal((await envReader.parse(text)).AWS_SECRET_ACCESS_KEY, secret);
    if (format === 'windows-cmd') assert.doesNotMatch(secret, /["%!^\p{Cc}]/u);
  },
  close: () => envReader[Symbol.asyncDispose](),
});

const environment = fc.dictionary(
  fc.constantFrom(
    ...['AWS_PROFILE', 'AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'ROLECALL_PROFILE', 'HOME'],
    ...['ROLECALL_OUTSIDE', 'ROLECALL_OUTSIDE_KEYS', 'ROLECALL_EXPIRES_EPOCH', 'ROLECALL_ROLE_ARN', 'AWS_ENDPOINT_URL'],
    ...['AWS_ENDPOINT_URL_S3', 'ROLECALL_EXPORTED', '__proto__'],
  ),
  fc.oneof(hostile, fc.json({ maxDepth: 1 }), fc.constantFrom('prod', '1760000000')),
);

/** What a shell is told: parts that cannot be taken for one another, and a banner that steers nothing. */
export const answers = target({
  name: 'the answer protocol',
  weight: 8,
  inputs: fc.tuple(environment, hostile, hostile, hostile),
  attempt: ([before, profile, displayName, account]) => {
    const made = exampleRole({ displayName });
    const role = { ...made, session: { ...made.session, profile, accountId: account, notes: [profile] } };
    const text = orProblem(() => enterAnswer(role, before));
    if (text !== undefined) {
      const parts = text.split(separator);
      assert.deepEqual([parts[0], parts.at(-1)], ['rolecall/1', 'end']);
      for (const part of parts.slice(1, -1)) assert.match(part, /^(:[a-z]+=|[A-Z_][A-Z0-9_]*(=|$))/);
      assert.ok(parts.includes(`ROLECALL_PROFILE=${profile}`));
    }
    orProblem(() => answer(leaveRole(before)));
    const { set } = forProcess(enterRole(role, before));
    assert.ok(!('ROLECALL_OUTSIDE_KEYS' in set), 'the person’s own keys stay out of a command’s environment');
    const current = orProblem(() => sessionInEnvironment(before));
    for (const session of [role.session, ...(current ? [current] : [])]) {
      assertShowable(banner({ ...role, session }, { canvas: undefined, now: noon }), 'the banner');
    }
  },
});
