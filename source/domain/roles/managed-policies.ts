/** A managed policy that can be attached. */
export type ManagedPolicy = {
  readonly arn: string;
  readonly name: string;
  readonly owner: 'aws' | 'account';
};

/**
 * Policies in which every word of the query is found, in any order and case; `ec2 read` finds
 * AmazonEC2ReadOnlyAccess. Best first: the exact name, then names that begin so, the account's own before AWS's.
 */
export function searchPolicies(policies: readonly ManagedPolicy[], query: string): readonly ManagedPolicy[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return byOwner(policies);
  const found = policies.flatMap((policy) => {
    const score = scoreOf(policy, words);
    return score === undefined ? [] : [{ policy, score }];
  });
  return found
    .sort((one, other) => other.score - one.score || one.policy.name.localeCompare(other.policy.name))
    .map(({ policy }) => policy);
}

function scoreOf({ name, arn, owner }: ManagedPolicy, words: readonly string[]): number | undefined {
  const text = name.toLowerCase();
  let score = owner === 'account' ? 1 : 0;
  for (const word of words) {
    const place = text.indexOf(word);
    if (place < 0 && !arn.toLowerCase().includes(word)) return undefined;
    if (text === word) score += 100;
    else if (place === 0) score += 20;
    else if (place > 0 && /[A-Z\d]/.test(name.charAt(place))) score += 10;
  }
  return score - name.length / 100;
}

function byOwner(policies: readonly ManagedPolicy[]): readonly ManagedPolicy[] {
  return [...policies.filter(({ owner }) => owner === 'account'), ...policies.filter(({ owner }) => owner === 'aws')];
}

/** A policy by its ARN or exact name, the account's own before AWS's; undefined where there is none. */
export function findPolicy(policies: readonly ManagedPolicy[], named: string): ManagedPolicy | undefined {
  const same = policies.filter(({ arn, name }) => arn === named || name === named);
  return same.find(({ owner }) => owner === 'account') ?? same[0];
}
