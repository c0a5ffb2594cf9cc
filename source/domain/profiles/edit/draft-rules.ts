import { Problem } from '../../../problem.ts';
import { parseMfaSerial, parseRoleArn } from '../arn.ts';
import { parseColor } from '../looks/color.ts';
import { nearestNames } from '../names.ts';
import type { Profiles } from '../profile.ts';
import { partitionOfRegion } from '../regions.ts';
import { LONGEST_ROLE_SESSION, SHORTEST_ROLE_SESSION } from '../resolve/hop.ts';
import { readDuration } from '../values.ts';
import type { DraftField } from './draft-fields.ts';
import { valueFault } from './safe.ts';

/** What a text becomes in the file, or what is wrong with it. */
type Read = { readonly value: string } | { readonly fault: string };

const ok = (value: string): Read => ({ value });
const no = (fault: string): Read => ({ fault });

/** How each field is read; never given an empty text. */
export const draftRules: Readonly<Record<DraftField, (typed: string, profiles: Profiles) => Read>> = {
  'role-arn': (arn) => (parseRoleArn(arn) ? ok(arn) : no('It looks like arn:aws:iam::444455556666:role/ystataws.')),
  'source-profile': readSource,
  region: (region) =>
    partitionOfRegion(region) === undefined ? no('AWS has no region of this shape; eu-west-1 is one.') : ok(region),
  'mfa-serial': readSerial,
  'external-id': (id) =>
    /^[\w+=,.@:/-]{2,1224}$/.test(id) ? ok(id) : no('2 to 1224 letters, digits or _ + = , . @ : / - are possible.'),
  duration: readSeconds,
  color: (typed) => {
    const color = parseColor(typed);
    return color === undefined ? no('Write it as ff0000, #ff0000 or by a name such as tomato.') : ok(color.slice(1));
  },
  'display-name': readText,
  group: readText,
  description: readText,
  confirm: (typed) => ok(typed),
};

function readText(text: string): Read {
  const fault = valueFault(text);
  return fault === undefined ? ok(text) : no(`It ${fault}, which AWS's tools read differently.`);
}

function readSource(name: string, profiles: Profiles): Read {
  if (profiles.get(name) !== undefined) return readText(name);
  const near = nearestNames(name, profiles.names);
  return no(`There is no profile ${name}.${near.length > 0 ? ` Did you mean ${near.join(', ')}?` : ''}`);
}

function readSerial(serial: string): Read {
  const { kind } = parseMfaSerial(serial);
  if (kind === 'totp') return ok(serial);
  if (kind === 'fido') return no('It is a FIDO key or passkey; STS takes codes of authenticator apps and tokens only.');
  return no('It looks like arn:aws:iam::111122223333:mfa/NAME, or is the serial number of a token.');
}

function readSeconds(text: string): Read {
  try {
    const seconds = readDuration(text, 'duration');
    if (seconds >= SHORTEST_ROLE_SESSION && seconds <= LONGEST_ROLE_SESSION) return ok(String(seconds));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
  return no('Between 15 minutes (15m) and 12 hours (12h) is possible.');
}
