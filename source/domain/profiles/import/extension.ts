import { formatRoleArn, isAccountId, parseRoleArn } from '../arn.ts';
import { isProfileName, slugOf } from '../edit/safe.ts';
import { parseColor } from '../looks/color.ts';
import { textOf } from '../lookup.ts';
import type { Changes, Profiles } from '../profile.ts';
import { hasRegionShape, partitionOfRegion } from '../regions.ts';
import { SAFE_NAME } from '../text/header.ts';
import { comingAlong } from './along.ts';

/** A profile that is added. */
type Added = {
  readonly name: string;
  readonly line: number;
  readonly settings: Changes;
  /** Keys of the section that are not taken over, other than the extension's own; absent where there are none. */
  readonly left?: readonly string[];
};

/** What an import would do. Nothing is written. */
export type Import = {
  readonly add: readonly Added[];
  /** Profiles that exist already and lead to the same role. */
  readonly same: readonly string[];
  readonly conflicts: readonly {
    readonly name: string;
    readonly line: number;
    readonly why: string;
    /** Where the name alone is in the way: what another one would hold. */
    readonly settings?: Changes;
  }[];
};

type Item = { readonly name: string; readonly line: number; readonly keys: Map<string, string> };

/**
 * Reads a configuration of AWS Extend Switch Roles.
 * @param text by the extension's own rules: everything behind `;` or `#` is a comment, `[profile x]` is `[x]`
 * @param profiles what is there already
 * @param source the profile whose credentials to use where the extension's base profile does not exist here
 */
export function importExtension(text: string, profiles: Profiles, source?: string): Import {
  const { items, broken } = parse(text);
  const bases = new Set([...items.values()].flatMap(({ keys }) => keys.get('source_profile') ?? []));
  const add: Added[] = [];
  const same: string[] = [];
  const conflicts = [...broken];
  for (const item of items.values()) {
    // A base profile is who one is in the browser; here the AWS configuration says that.
    if (bases.has(item.name) && !item.keys.has('source_profile')) continue;
    const result = convert(item, items, profiles, source);
    if ('why' in result) conflicts.push({ name: item.name, line: item.line, ...result });
    else if (result.same) same.push(result.name);
    else if (add.some(({ name }) => name === result.name)) {
      conflicts.push({ name: item.name, line: item.line, why: `another profile becomes ${result.name} too` });
    } else {
      const { name, settings, left } = result;
      add.push({ name, line: item.line, settings, ...(left.length > 0 && { left }) });
    }
  }
  return { add, same, conflicts };
}

function convert(
  item: Item,
  items: ReadonlyMap<string, Item>,
  profiles: Profiles,
  fallback: string | undefined,
): { name: string; settings: Changes; left: readonly string[]; same: boolean } | { why: string; settings?: Changes } {
  const baseName = item.keys.get('source_profile');
  const base = baseName === undefined ? undefined : items.get(baseName);
  const named = item.keys.get('region') ?? base?.keys.get('target_region');
  const region = named !== undefined && hasRegionShape(named) ? named : undefined;
  const arn = arnOf(item, base, region);
  if (typeof arn !== 'string') return arn;
  const source = baseName !== undefined && profiles.get(baseName) ? baseName : fallback;
  if (source === undefined) {
    return {
      why: `${baseName ? `there is no profile ${baseName} to start from` : 'it does not say whose credentials to use'}: name one of yours with --source-profile`,
    };
  }
  // The extension takes any text for a name; not every AWS tool does.
  const name = SAFE_NAME.test(item.name) ? item.name : slugOf(item.name);
  if (!isProfileName(name, 'config')) return { why: 'its name has no letters that AWS tools read' };
  const existing = profiles.get(name);
  const same = existing !== undefined && textOf(existing, 'role_arn') === arn;
  const color = parseColor(item.keys.get('color') ?? '')?.slice(1);
  const display = name === item.name ? undefined : item.name;
  const { more, left } = comingAlong(
    [...item.keys].filter(([key]) => !own.has(key)),
    profiles,
  );
  const settings = { role_arn: arn, source_profile: source, region, color, rolecall_display_name: display, ...more };
  if (existing && !same) return { why: `there is already a profile ${name}, which leads elsewhere`, settings };
  return { name, same, settings, left: region === named ? left : ['region', ...left] };
}

/** The keys that the extension reads. */
const own = new Set(
  [
    'role_arn source_profile region color image aws_account_id role_name',
    'target_role_name target_region aws_account_alias',
  ].flatMap((names) => names.split(' ')),
);

function arnOf(item: Item, base: Item | undefined, region: string | undefined): string | { why: string } {
  const own = item.keys.get('role_arn');
  if (own !== undefined) return parseRoleArn(own) ? own : { why: 'its role_arn is not the ARN of a role' };
  const accountId = item.keys.get('aws_account_id');
  const role = (item.keys.get('role_name') ?? base?.keys.get('target_role_name'))?.replace(/^\//, '');
  if (accountId === undefined) return { why: 'it has no aws_account_id' };
  if (/^[\d\s-]+$/.test(accountId) && !isAccountId(accountId))
    return { why: `${accountId} is not an account: every account has 12 digits` };
  if (!isAccountId(accountId)) return { why: `its account is the alias ${accountId}, but STS accepts only numbers` };
  if (role === undefined) return { why: 'it has no role_name, and its source_profile no target_role_name' };
  const partition = (region && partitionOfRegion(region)?.id) || 'aws';
  const arn = formatRoleArn({ partition, accountId, name: role });
  return parseRoleArn(arn) ? arn : { why: `${role} cannot be the name of a role` };
}

function parse(text: string): { items: Map<string, Item>; broken: Import['conflicts'][number][] } {
  const items = new Map<string, Item>();
  const broken: Import['conflicts'][number][] = [];
  let open: Item | undefined;
  text.split(/\r\n|\r|\n/).forEach((raw, index) => {
    const line = index + 1;
    const content = raw.replace(/[;#].*$/, '').trim();
    const header = /^\[\s*(?:profile\s+)?(.+?)\s*\]$/i.exec(content)?.[1];
    const [, key, value] = /^([^=]+?)\s*=\s*(.*)$/.exec(content) ?? [];
    if (header !== undefined) {
      open = { name: header, line, keys: new Map() };
      if (items.has(header)) broken.push({ name: header, line, why: 'it is defined twice' });
      else items.set(header, open);
    } else if (key && value && open) {
      if (open.keys.has(key)) broken.push({ name: open.name, line, why: `${key} is defined twice` });
      else open.keys.set(key, value.replace(/^"(.*)"$/, '$1'));
    } else if (content !== '') {
      const hidden = content === raw.trim() ? '' : `: what is after ${/[;#]/.exec(raw)?.[0]} is a comment`;
      broken.push({ name: open?.name ?? '', line, why: `the line has no key and value${hidden}` });
    }
  });
  return { items, broken };
}
