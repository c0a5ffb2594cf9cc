import { Problem } from '../../../../problem.ts';
import { parseColor } from '../../looks/color.ts';

/** A role that the settings of aws-sso-cli say something of. */
export type AwsSsoRole = {
  readonly accountId: string;
  readonly roleName: string;
  /** Of the key in the file. */
  readonly line: number;
  /** The name of its profile. */
  readonly profile?: string;
  /** The role that assumes it: an ARN, or the name of a profile. */
  readonly via?: string;
  readonly sourceIdentity?: string;
  readonly region?: string;
  readonly look: Look;
  /** It has tags of its own, beside those of its account. */
  readonly hasTags: boolean;
};

/** What tags become. */
export type Look = { readonly color?: string; readonly rolecall_group?: string };

/** A portal in the settings of aws-sso-cli. */
export type AwsSsoInstance = {
  readonly name: string;
  readonly line: number;
  readonly startUrl?: string;
  readonly region?: string;
  readonly roles: ReadonlyMap<string, AwsSsoRole>;
  /** Those that a person gave a profile's name, by it. */
  readonly named: ReadonlyMap<string, AwsSsoRole>;
  /** What the tags of an account say of its other roles. */
  readonly looks: ReadonlyMap<string, Look>;
};

export type AwsSsoSettings = {
  readonly path: string;
  readonly instances: ReadonlyMap<string, AwsSsoInstance>;
  /** The instance of a command that names none. */
  readonly byDefault: string;
  /** It writes its sections anew by itself. */
  readonly writesByItself: boolean;
};

/** The settings of aws-sso-cli as they were read. */
export type AwsSsoFile = { readonly path: string; readonly text: string; readonly value: unknown };

/** A role's place in {@link AwsSsoInstance.roles}. */
export const roleKey = (accountId: string, roleName: string): string => `${accountId}/${roleName}`;

/** Nobody has more roles; aliases of YAML can make many out of a few lines. */
const mostEntries = 100_000;

/** Reads the settings of aws-sso-cli. What is of another type than it writes is passed over. @throws Problem for others */
export function readAwsSsoSettings({ path, text, value }: AwsSsoFile): AwsSsoSettings {
  const keysOf = countedKeys(path);
  const lineOf = keyLines(text);
  const top = keysOf(value);
  const region = textOf(top.get('DefaultRegion'));
  const instances = new Map<string, AwsSsoInstance>();
  for (const [name, instance] of keysOf(top.get('SSOConfig'))) {
    const keys = keysOf(instance);
    const where = ['SSOConfig', name];
    const { roles, looks } = readAccounts(keys, textOf(keys.get('DefaultRegion')) ?? region, keysOf, (more) =>
      lineOf([...where, ...more]),
    );
    const [startUrl, ssoRegion] = [textOf(keys.get('StartUrl')), textOf(keys.get('SSORegion'))];
    const line = lineOf(where);
    instances.set(
      name,
      withoutUndefined({ name, line, startUrl, region: ssoRegion, roles, named: byProfile(roles), looks }),
    );
  }
  const [only] = instances.keys();
  if (only === undefined) throw notSettings(path, 'It has no SSOConfig.');
  return {
    path,
    instances,
    byDefault: textOf(top.get('DefaultSSO')) ?? (instances.size === 1 ? only : 'Default'),
    writesByItself: top.get('AutoConfigCheck') === true,
  };
}

function readAccounts(
  instance: Keys,
  regionOfAll: string | undefined,
  keysOf: KeysOf,
  lineAt: (keys: readonly string[]) => number,
): Pick<AwsSsoInstance, 'roles' | 'looks'> {
  const roles = new Map<string, AwsSsoRole>();
  const looks = new Map<string, Look>();
  for (const [id, account] of keysOf(instance.get('Accounts'))) {
    // YAML reads an ID as a number, and zeros before it are lost.
    const accountId = id.padStart(12, '0');
    const ofAccount = keysOf(account);
    const look = lookOf(keysOf(ofAccount.get('Tags')));
    looks.set(accountId, look);
    for (const [roleName, role] of keysOf(ofAccount.get('Roles'))) {
      const ofRole = keysOf(role);
      const tags = keysOf(ofRole.get('Tags'));
      roles.set(
        roleKey(accountId, roleName),
        withoutUndefined({
          accountId,
          roleName,
          line: lineAt(['Accounts', id, 'Roles', roleName]),
          profile: textOf(ofRole.get('Profile')),
          via: textOf(ofRole.get('Via')),
          sourceIdentity: textOf(ofRole.get('SourceIdentity')),
          region: [ofRole, ofAccount].map((each) => textOf(each.get('DefaultRegion'))).find(Boolean) ?? regionOfAll,
          look: { ...look, ...lookOf(tags) },
          hasTags: tags.size > 0,
        }),
      );
    }
  }
  return { roles, looks };
}

const byProfile = (roles: ReadonlyMap<string, AwsSsoRole>): AwsSsoInstance['named'] =>
  new Map([...roles.values()].flatMap((role) => (role.profile === undefined ? [] : [[role.profile, role] as const])));

type Keys = ReadonlyMap<string, unknown>;
type KeysOf = (value: unknown) => Keys;

/** Reads mappings of YAML, and nothing of any other value; but not endlessly many. */
function countedKeys(path: string): KeysOf {
  let left = mostEntries;
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return new Map();
    const entries = Object.entries(value);
    left -= entries.length;
    if (left < 0) throw notSettings(path, 'It has more entries than any such file can have.');
    return new Map(entries);
  };
}

/** Tags of aws-sso-cli that are for Firefox. */
const forFirefox = /^(?:color|icon)$/i;

/** The colour, and as the group the first tag of another name. */
function lookOf(keys: Keys): Look {
  const tags = [...keys];
  const named = tags.find(([name]) => /^color$/i.test(name))?.[1];
  const color = parseColor(textOf(named) ?? '')?.slice(1);
  const group = tags
    .filter(([name]) => !forFirefox.test(name))
    .map(([, value]) => textOf(value))
    .find(Boolean);
  return { ...(color && { color }), ...(group && { rolecall_group: group }) };
}

/** A scalar as text; undefined for an empty one and for anything else. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() || undefined;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** The line of a key below other keys: the parser gives none. Where a key is not found, that of the key above it. */
function keyLines(text: string): (keys: readonly string[]) => number {
  const lines = new Map<string, number[]>();
  text.split('\n').forEach((content, index) => {
    const [, double, single, bare] = keyOfLine.exec(content) ?? [];
    const key = withoutZeros(double ?? single ?? bare ?? '');
    const same = lines.get(key);
    if (same === undefined) lines.set(key, [index + 1]);
    else same.push(index + 1);
  });
  return (keys) => keys.reduce((line, key) => firstAbove(lines.get(withoutZeros(key)) ?? [], line) ?? line, 0) || 1;
}

const keyOfLine = /^[ \t]*(?:"([^"]*)"|'([^']*)'|([^\s"'#:][^:]*?))[ \t]*:/;

const withoutZeros = (key: string) => key.replace(/^0+(?=\d)/, '');

/** @param numbers rising */
function firstAbove(numbers: readonly number[], least: number): number | undefined {
  let [low, high] = [0, numbers.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) > least) high = middle;
    else low = middle + 1;
  }
  return numbers[low];
}

const withoutUndefined = <T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as never;

/** A file that is none of aws-sso-cli's. */
export const notSettings = (path: string, why: string): Problem =>
  new Problem({
    code: 'aws-sso-settings',
    title: `${path} cannot be read as the settings of aws-sso-cli.`,
    means: why,
    todo: ['Give the right file: rolecall import --from aws-sso-cli FILE'],
  });
