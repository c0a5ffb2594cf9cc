import type { Identity } from '../state/identities.ts';
import { AwsProblem } from '../wire/problem.ts';
import { type Parameters, structureList, textList } from '../wire/request.ts';
import { failure, failValidation, violations } from '../wire/validation.ts';
import { tagKey, tagValue } from './constraints.ts';

/** Session tags of a call, with their transitive keys, and together with the inherited tags. */
export interface SessionTags {
  /** As passed with this call. */
  readonly passed: ReadonlyMap<string, string>;
  readonly passedTransitive: readonly string[];
  /** With the transitive ones of the calling session. */
  readonly all: ReadonlyMap<string, string>;
  readonly transitive: ReadonlySet<string>;
}

const MOST_TAGS = 50;

/** Reads `Tags` and `TransitiveTagKeys` and adds the transitive tags of the calling session. Throws ValidationError. */
export function readSessionTags(parameters: Parameters, caller: Identity | undefined): SessionTags {
  const tags = structureList(parameters, 'Tags');
  const passedTransitive = textList(parameters, 'TransitiveTagKeys');
  checkTags(tags, passedTransitive);
  const passed = new Map(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
  const inherited = inheritedTags(caller);
  checkConflicts(passed, passedTransitive, inherited);
  return {
    passed,
    passedTransitive,
    all: new Map([...passed, ...inherited]),
    transitive: new Set([...passedTransitive, ...inherited.keys()]),
  };
}

function checkTags(tags: readonly Record<string, string>[], transitive: readonly string[]): void {
  failValidation([
    ...tags.flatMap(({ Key, Value }, index) => [
      ...violations(Key, tagKey).map((member) => failure(`tags.${index + 1}.member.key`, Key, member)),
      ...violations(Value, tagValue).map((member) => failure(`tags.${index + 1}.member.value`, Value, member)),
    ]),
    ...transitive.flatMap((key) =>
      violations(key, tagKey).map((member) => failure('transitiveTagKeys', `[${key}]`, member)),
    ),
    ...tooMany('tags', tags.length),
    ...tooMany('transitiveTagKeys', transitive.length),
  ]);
  const keys = tags.map(({ Key = '' }) => Key.toLowerCase());
  if (new Set(keys).size < keys.length) {
    throw new AwsProblem(
      400,
      'InvalidParameterValue',
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    );
  }
}

function tooMany(name: string, count: number): string[] {
  return count > MOST_TAGS
    ? [failure(name, `[${count} members]`, `have length less than or equal to ${MOST_TAGS}`)]
    : [];
}

function inheritedTags(caller: Identity | undefined): Map<string, string> {
  if (caller?.kind !== 'role') return new Map();
  return new Map([...caller.sessionTags].filter(([key]) => caller.transitiveTagKeys.has(key)));
}

function checkConflicts(
  passed: ReadonlyMap<string, string>,
  transitive: readonly string[],
  inherited: ReadonlyMap<string, string>,
): void {
  const names = new Set([...inherited.keys()].map((key) => key.toLowerCase()));
  if ([...passed.keys(), ...transitive].some((key) => names.has(key.toLowerCase()))) {
    throw new AwsProblem(
      400,
      'InvalidParameterValue',
      "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    );
  }
  if (!transitive.every((key) => passed.has(key))) {
    throw new AwsProblem(
      400,
      'InvalidParameterValue',
      'The specified transitive tag key must be included in the requested tags.',
    );
  }
}
