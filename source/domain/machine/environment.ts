import { endpointVariables, isInTheClear, isOfAws, withoutUser } from '../profiles/endpoints.ts';
import type { MachineFinding } from '../profiles/findings/finding.ts';
import { noProfile } from '../profiles/names.ts';
import type { Profiles } from '../profiles/profile.ts';
import { isTrue } from '../profiles/values.ts';
import type { Environment } from '../shells/environment.ts';
import { pasteWord } from '../shells/paste.ts';
import { unsetLine } from '../shells/unset.ts';
import type { MachineCheck } from './view.ts';

/** The line that takes variables out, in the words of the person's shell. */
type Unset = (...names: readonly string[]) => string;

type Severity = MachineFinding['severity'];

/** Variables that give programs another identity than the person expects. */
export const environmentFindings: MachineCheck = async ({ outside: env, profiles, now, shell }) => {
  const mine = await shell();
  const unset: Unset = (...names) => unsetLine(mine, names);
  const found: MachineFinding[] = [];
  const add = (severity: Severity, code: string, where: string, what: string, remedy: string) =>
    found.push({ severity, code, where, what, remedy });
  const keys = Boolean(env.AWS_ACCESS_KEY_ID);
  const profile = env.AWS_PROFILE || env.AWS_DEFAULT_PROFILE;
  const dropKeys = unset('AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN');
  if (keys && profile) {
    const what = 'Both keys and a profile are set: the AWS CLI uses the keys, the JavaScript SDK the profile.';
    add('warning', 'keys-beside-profile', 'AWS_ACCESS_KEY_ID', what, dropKeys);
  } else if (keys) {
    const what = 'Programs that are given no profile use these keys, not those of the configuration.';
    add('note', 'keys-in-environment', 'AWS_ACCESS_KEY_ID', what, dropKeys);
  }
  if (!keys && env.AWS_SESSION_TOKEN) {
    add('warning', 'token-alone', 'AWS_SESSION_TOKEN', 'A token without its keys.', unset('AWS_SESSION_TOKEN'));
  }
  if (env.AWS_SECURITY_TOKEN && env.AWS_SECURITY_TOKEN !== env.AWS_SESSION_TOKEN) {
    const what = 'The AWS CLI and boto3 prefer this old variable to AWS_SESSION_TOKEN.';
    add('warning', 'old-token', 'AWS_SECURITY_TOKEN', what, unset('AWS_SECURITY_TOKEN'));
  }
  const expires = Date.parse(env.AWS_CREDENTIAL_EXPIRATION ?? '');
  if (keys && expires < now) {
    add('warning', 'keys-expired', 'AWS_CREDENTIAL_EXPIRATION', 'The keys in this environment have expired.', dropKeys);
  }
  for (const variable of ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE']) {
    const name = env[variable];
    if (!name || profiles.get(name) !== undefined) continue;
    add('error', 'profile-missing', variable, noProfile(name, profiles.names, 1), unset(variable));
  }
  found.push(...endpointFindings(env, unset), ...pairFindings(env, unset), ...fileVariables(env, profiles, unset));
  return found;
};

/** Variables that send calls, and what they carry, somewhere else than to AWS; in the demo that is what it is there for. */
function endpointFindings(env: Environment, unset: Unset): readonly MachineFinding[] {
  if (env.ROLECALL_DEMO !== undefined) return [];
  const named = endpointVariables(env);
  if (isTrue(named.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS ?? '')) return [];
  return Object.entries(named).flatMap(([where, url]): MachineFinding[] => {
    if (!where.startsWith('AWS_ENDPOINT_URL') || url === undefined || isOfAws(url)) return [];
    const service = where === 'AWS_ENDPOINT_URL' ? 'every service' : 'this service';
    if (isInTheClear(url)) {
      const what = `Calls to ${service} go to ${withoutUser(url)}, unencrypted; rolecall sends no secret there.`;
      const remedy = `Write https://, or remove it: ${unset(pasteWord(where, 'NAME'))}`;
      return [{ severity: 'error', code: 'endpoint-in-the-clear', where, what, remedy }];
    }
    const what = `Calls to ${service} go to ${withoutUser(url)}, which is not AWS itself, whatever a profile says.`;
    return [
      { severity: 'note', code: 'endpoint-in-environment', where, what, remedy: unset(pasteWord(where, 'NAME')) },
    ];
  });
}

/** Pairs of variables with one meaning. */
function pairFindings(env: Environment, unset: Unset): readonly MachineFinding[] {
  const pairs = [
    ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE'],
    ['AWS_REGION', 'AWS_DEFAULT_REGION'],
  ] as const;
  return pairs
    .filter(([one, other]) => env[one] && env[other] && env[one] !== env[other])
    .map(([one, other]) => ({
      severity: 'warning',
      code: 'variables-differ',
      where: other,
      what: `${one} and ${other} differ, and which one is used depends on the program.`,
      remedy: unset(other),
    }));
}

/** A variable that names a missing file: the person lacks profiles that they expect. */
function fileVariables(env: Environment, { config, credentials }: Profiles, unset: Unset): readonly MachineFinding[] {
  const named = [
    ['AWS_CONFIG_FILE', config],
    ['AWS_SHARED_CREDENTIALS_FILE', credentials],
  ] as const;
  return named
    .filter(([variable, file]) => env[variable] && file.text === undefined && file.unreadable === undefined)
    .map(([variable, { path }]) => ({
      severity: 'error',
      code: 'file-missing',
      where: variable,
      what: `It names ${path}, which does not exist.`,
      remedy: `Create the file, or remove the variable: ${unset(variable)}`,
    }));
}
