import { Problem } from '../../problem.ts';
import { sourceNamed } from '../portals/kept/source.ts';
import { parseMfaSerial, parseRoleArn, roleArnFault } from './arn.ts';
import { valueFault } from './edit/safe.ts';
import { parseColor } from './looks/color.ts';
import type { Profiles } from './profile.ts';
import { hasRegionShape } from './regions.ts';
import { isRoleSessionTime, readDuration, roleSessionTimes } from './values.ts';

/** A typed value as it is written to the file, or what is wrong with it. */
export type Checked = { readonly value: string } | { readonly fault: string };

/** Checks the typed value of one key; it is never given an empty text. */
export type Check = (typed: string, profiles: Profiles) => Checked;

/** What STS demands of a value; doctor reports a violation under the code. */
export type StsRule = { readonly code: string; readonly pattern: RegExp; readonly allowed: string };

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html has these three. */
export const stsRules = {
  sessionName: {
    code: 'session-name',
    pattern: /^[\w+=,.@-]{2,64}$/,
    allowed: '2 to 64 letters, digits and _ + = , . @ -',
  },
  externalId: {
    code: 'external-id',
    pattern: /^[\w+=,.@:/-]{2,1224}$/,
    allowed: '2 to 1224 letters, digits and _ + = , . @ : / -',
  },
  sourceIdentity: {
    code: 'source-identity',
    pattern: /^[\w+=,.@-]{2,64}$/,
    allowed: '2 to 64 letters, digits and _ + = , . @ -, not starting with aws:',
  },
} as const satisfies Readonly<Record<string, StsRule>>;

const ok = (value: string): Checked => ({ value });
const no = (fault: string): Checked => ({ fault });

/** Any text that all AWS tools read alike. */
const checkText: Check = (text) => {
  const fault = valueFault(text);
  return fault === undefined ? ok(text) : no(`It ${fault}, which AWS's tools read differently.`);
};

/** A switch: the form and the flag give `true` only, and another word for yes in the file stays. */
const checkSwitch: Check = (typed) => ok(typed);

const checkRoleArn: Check = (arn) => (parseRoleArn(arn) ? ok(arn) : no(roleArnFault(arn)));

/** A role that was found in a portal becomes the name of its profile. */
const checkSource: Check = (name, profiles) => {
  const source = sourceNamed(name, profiles);
  return 'fault' in source ? source : checkText(source.profile, profiles);
};

const checkRegion: Check = (region) =>
  hasRegionShape(region) ? ok(region) : no('That does not look like an AWS region, for example eu-west-1.');

const checkMfaSerial: Check = (serial) => {
  const { kind } = parseMfaSerial(serial);
  if (kind === 'totp') return ok(serial);
  if (kind === 'fido')
    return no('It is a FIDO key or passkey; STS accepts codes only from authenticator apps and tokens.');
  return no('It should look like arn:aws:iam::111122223333:mfa/NAME, or be the serial number of a token.');
};

const checkExternalId: Check = (id) =>
  stsRules.externalId.pattern.test(id) ? ok(id) : no(`Use ${stsRules.externalId.allowed}.`);

/** `1h` becomes `3600`. */
const checkDuration: Check = (text) => {
  try {
    const seconds = readDuration(text, 'duration');
    if (isRoleSessionTime(seconds)) return ok(String(seconds));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
  return no(roleSessionTimes);
};

/** `#ff0000` and `red` become `ff0000`: `#` starts a comment for the JavaScript SDK. */
const checkColor: Check = (typed) => {
  const color = parseColor(typed);
  return color === undefined ? no('Write it as ff0000, #ff0000 or a name, for example tomato.') : ok(color.slice(1));
};

/** The checks of the keys in the table. */
export const checks = {
  roleArn: checkRoleArn,
  source: checkSource,
  region: checkRegion,
  mfaSerial: checkMfaSerial,
  externalId: checkExternalId,
  duration: checkDuration,
  color: checkColor,
  text: checkText,
  switch: checkSwitch,
} as const satisfies Readonly<Record<string, Check>>;
