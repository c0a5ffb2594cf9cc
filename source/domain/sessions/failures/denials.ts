/** What AWS says of the policy that decided a denial. */
export type Denial = {
  /** Whose policy it is, as a sentence. */
  readonly means: string;
  /** Who can change that. */
  readonly ask: string;
  /** A code may make the difference: policies of these kinds often demand MFA. */
  readonly mayWantMfa: boolean;
};

/** The sides of a call: the account of whoever calls, and what it is about. */
type Sides = { readonly account: string | undefined; readonly action: string };

const organization = 'Ask an administrator of the AWS organization; an administrator of the account cannot help.';

/**
 * The kinds of policies that AWS names, in its words: `with an explicit deny in a service control policy`, `because no
 * identity-based policy allows the sts:AssumeRole action`.
 */
const kinds: readonly {
  readonly named: RegExp;
  readonly means: string;
  readonly ask: (sides: Sides) => string;
  readonly mayWantMfa?: true;
}[] = [
  {
    named: /service control polic/i,
    means: 'A policy of the organization forbids it: nobody in the account can allow it.',
    ask: () => organization,
  },
  {
    named: /resource control polic/i,
    means: "A policy of the role's organization forbids it: nobody in its account can allow it.",
    ask: () => organization,
  },
  {
    named: /permissions boundary/i,
    means: 'This is the limit set for this identity, whatever else allows it.',
    ask: ({ account }) => `Ask an administrator of ${accountWords(account)} to widen the permissions boundary.`,
  },
  {
    named: /session polic/i,
    means: 'The calling session was opened with a policy that does not allow this, for example with --read-only.',
    ask: () => 'Open that session without the policy.',
  },
  {
    named: /VPC endpoint polic/i,
    means: 'This is the policy of the VPC endpoint through which this machine reaches AWS.',
    ask: () => 'Ask an administrator of this network, or call from elsewhere.',
  },
  {
    named: /trust polic|resource-based polic/i,
    means: 'That is the policy of the role itself.',
    ask: ({ action }) => `Ask the role's owner to allow you ${action} in its trust policy.`,
    mayWantMfa: true,
  },
  {
    named: /identity-based polic/i,
    means: 'That is a policy of the calling identity.',
    ask: ({ account, action }) => `Ask an administrator of ${accountWords(account)} to allow you ${action}.`,
    mayWantMfa: true,
  },
];

const accountWords = (account: string | undefined): string =>
  account === undefined ? 'your account' : `the account ${account}`;

/** The denial that AWS gives a reason for; undefined where it names no policy. */
export function denialIn(message: string, sides: Sides): Denial | undefined {
  const [, reason] = /\b(?:with an explicit deny in|because) (.*)$/s.exec(message) ?? [];
  const kind = kinds.find(({ named }) => named.test(reason ?? ''));
  if (kind === undefined) return undefined;
  return { means: kind.means, ask: kind.ask(sides), mayWantMfa: kind.mayWantMfa ?? false };
}
