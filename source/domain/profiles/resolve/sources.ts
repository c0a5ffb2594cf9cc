import { textOf } from '../lookup.ts';
import type { Profile, Profiles } from '../profile.ts';
import { sourceKindOf } from './kind.ts';

/** What a role takes over from the profile that it names as its source. */
export type SourceFacts = {
  /** As a chain decides it: of the nearest source that has one. */
  readonly region: string | undefined;
  /** Whether it takes a code to start from there: in any case, where the role itself names a device, or not at all. */
  readonly code: 'asked' | 'with a device' | 'no' | 'no such source';
};

const missing: SourceFacts = { region: undefined, code: 'no such source' };
const circular: SourceFacts = { region: undefined, code: 'no' };

/** Finds out about sources by name. Of a thousand roles that start from one, only the first makes it look. */
export function createSources(profiles: Profiles): (name: string) => SourceFacts {
  const known = new Map<string, SourceFacts>();
  return (name) => {
    /** The roles from here to what the chain starts from. */
    const way: Profile[] = [];
    let facts = known.get(name);
    for (let next = name; facts === undefined; ) {
      const source = profiles.get(next);
      const kind = source && sourceKindOf(source, profiles);
      if (source === undefined) facts = missing;
      else if (kind !== 'role') facts = identityFacts(source, kind === 'keys');
      else {
        way.push(source);
        // Should the way come by here again.
        known.set(next, circular);
        next = textOf(source, 'source_profile') ?? '';
        facts = known.get(next);
        continue;
      }
      known.set(next, facts);
    }
    for (const role of way.reverse()) {
      facts = { region: regionOf(role) ?? facts.region, code: asksForCode(role, facts) ? 'asked' : 'no' };
      known.set(role.name, facts);
    }
    return facts;
  };
}

/** As a chain decides it: the first hop's device, else that of the keys it starts from. */
export function asksForCode(role: Profile, { code }: SourceFacts): boolean {
  if (code === 'asked') return true;
  if (code === 'no' && textOf(role, 'source_profile') !== role.name) return false;
  if (!textOf(role, 'mfa_serial')) return false;
  if (code === 'no such source') return textOf(role, 'credential_source') === 'Environment';
  return code === 'with a device' || !textOf(role, 'aws_session_token');
}

function identityFacts(source: Profile, hasKeys: boolean): SourceFacts {
  const isLongTerm = hasKeys && !textOf(source, 'aws_session_token');
  const device = textOf(source, 'mfa_serial') ? 'asked' : 'with a device';
  return { region: regionOf(source), code: isLongTerm ? device : 'no' };
}

const regionOf = (source: Profile): string | undefined => textOf(source, 'target_region') ?? textOf(source, 'region');
