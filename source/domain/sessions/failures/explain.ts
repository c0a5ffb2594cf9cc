import { Cancelled, Problem, type ProblemText } from '../../../problem.ts';
import { isOfAws } from '../../profiles/endpoints.ts';
import { sourceWords } from '../explain/words.ts';
import { AwsFailure, firstLine, HopFailure, wordsOf } from './aws-failure.ts';
import { networkRows, type Wording } from './no-answer.ts';
import { type Facts, type FailureContext, keyRows, mfaRows, type Row } from './refusals.ts';
import { roleRows } from './role-refusals.ts';

/**
 * The table of failures; the first row that applies gives the wording. Calls without an answer come first, then
 * answers about codes (which say AccessDenied too), then those about roles and keys.
 */
const rows: readonly Row[] = [...networkRows, ...mfaRows, ...roleRows, ...keyRows];

/** Turns an error of a switch into a Problem. Problem and Cancelled pass unchanged, and so do bugs. */
export function explainFailure(error: unknown, context: FailureContext): unknown {
  if (error instanceof Problem || error instanceof Cancelled) return error;
  const hop = error instanceof HopFailure ? error : undefined;
  const failure = hop?.failure ?? error;
  if (!(failure instanceof AwsFailure)) return error;
  const facts = {
    failure,
    ...context,
    index: hop?.index ?? -1,
    withMfa: hop?.withMfa ?? false,
    regionAt: context.plan.reach?.regionAt,
  };
  const row = rows.find(({ when }) => when(facts)) ?? fallback;
  return failedCall(failure, row.say(facts), { tried: tried(facts), debug: debug(facts) }, error);
}

/** A failed call in the words of a row, with what the system or AWS said. @param cause the error itself, where it says more */
export function failedCall(
  failure: AwsFailure,
  wording: Wording,
  about: Pick<ProblemText, 'tried' | 'debug'> = { tried: triedUnsigned(failure), debug: debugOf(failure) },
  cause: unknown = failure,
): Problem {
  return new Problem({ ...wording, ...wordsOf(failure, wording.means), ...about }, { cause });
}

const fallback: Row = {
  when: () => true,
  say: ({ failure }) => ({
    code: 'aws-refused',
    title: `AWS refused ${failure.operation}.`,
    todo: ['rolecall --debug … shows the request ID, which AWS support asks for.'],
  }),
};

function tried({ failure, plan, caller, index }: Facts): string {
  const who = caller?.arn ?? `the keys of ${plan.chain.source.profile}`;
  const hop = plan.hops[index];
  const at = atOf(failure);
  // Identity Center's calls are not signed: no keys are in them.
  if (/^sso(?:-oidc)?:/.test(failure.operation)) return triedUnsigned(failure);
  const { source } = plan.chain;
  // Nor is this one: the token stands for them.
  if (source.kind === 'web-identity' && failure.operation.endsWith('WithWebIdentity'))
    return `${failure.operation} with ${sourceWords(source)}${at}`;
  if (hop === undefined) return `${failure.operation} as ${who}${at}`;
  const from = index > 0 ? plan.hops[index - 1]?.roleArn : who;
  const place = plan.hops.length > 1 ? ` (hop ${index + 1} of ${plan.hops.length})` : '';
  return `assuming ${hop.roleArn} as ${from}${place}${at}`;
}

const atOf = ({ endpoint }: AwsFailure): string =>
  isOfAws(endpoint) ? '' : ` at ${endpoint}, which is not AWS itself`;

const triedUnsigned = (failure: AwsFailure): string => `${failure.operation}${atOf(failure)}`;

function debug({ failure, index, plan }: Facts): Record<string, string> {
  return debugOf(failure, index < 0 ? undefined : `${index + 1} of ${plan.hops.length}`);
}

function debugOf(failure: AwsFailure, hop?: string): Record<string, string> {
  return {
    operation: failure.operation,
    endpoint: failure.endpoint,
    kind: failure.kind,
    error: failure.code,
    ...(hop !== undefined && { hop }),
    ...(failure.requestId !== undefined && { requestId: failure.requestId }),
    ...(failure.status !== undefined && { status: String(failure.status) }),
    ...(failure.kind !== 'refused' && { library: firstLine(failure.message) }),
  };
}
