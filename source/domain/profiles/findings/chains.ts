import { Problem, type ProblemText } from '../../../problem.ts';
import { longestChainedSession } from '../../sessions/cache/margins.ts';
import { settingOf, textOf } from '../lookup.ts';
import type { Chain, Profile, SourceIdentity } from '../profile.ts';
import { resolveChain } from '../resolve/chain.ts';
import { kindOf } from '../resolve/kind.ts';
import { readSeconds } from '../values.ts';
import { type Finding, type ProfileCheck, warningAt } from './finding.ts';

/** Follows a profile to its source: what cannot be resolved, and what AWS does not do in a chain of roles. */
export const chainFindings: ProfileCheck = (profile, profiles) => {
  const kind = kindOf(profile, profiles);
  const halfKeys = textOf(profile, 'aws_access_key_id') ?? textOf(profile, 'aws_secret_access_key');
  // A profile with nothing but a region is no mistake.
  if (kind === 'other' && !halfKeys && !settingOf(profile, 'role_name')) return [];
  try {
    return chainedFindings(profile, resolveChain(profiles, profile.name));
  } catch (error) {
    if (error instanceof Problem) return [ofProblem(profile, error.text)];
    throw error;
  }
};

function ofProblem(profile: Profile, { code, title, means, todo, at }: ProblemText): Finding {
  // Every member of a loop leads here: the first line of all stands for the loop, so that it is reported once.
  const [first = profile.at] = [...(at ?? [])].sort((a, b) => a.line - b.line);
  return {
    code,
    severity: 'error',
    at: first,
    profile: profile.name,
    what: means === undefined ? title : `${title} ${means}`,
    remedy: todo?.join(' ') ?? '',
  };
}

/** Sources that are a role already. */
const isRole = ({ kind }: SourceIdentity): boolean =>
  kind === 'sso' || kind === 'web-identity' || kind === 'container' || kind === 'instance';

function chainedFindings(profile: Profile, chain: Chain): Finding[] {
  const isChained = chain.hops.length > 1 || (chain.hops.length === 1 && isRole(chain.source));
  if (!isChained) return [];
  const found: Finding[] = [];
  const serial = settingOf(profile, 'mfa_serial');
  if (serial && chain.hops.length > 1) {
    found.push(
      warningAt(
        profile,
        serial,
        'mfa-later-hop',
        `${profile.name} is assumed with the credentials of ${chain.hops.at(-2)?.profile}, a role, and a role cannot give an MFA code.`,
        `Move mfa_serial to ${chain.hops[0]?.profile}, the first role of the chain.`,
      ),
    );
  }
  const duration = settingOf(profile, 'duration_seconds');
  if (duration && (readSeconds(duration.value) ?? 0) > longestChainedSession) {
    found.push(
      warningAt(
        profile,
        duration,
        'duration-chained',
        `duration_seconds = ${duration.value}, but a role assumed with another role's credentials lasts one hour at most.`,
        'Write 3600 or less, or assume the role directly from a user.',
      ),
    );
  }
  return found;
}
