import type { SignedAction } from '../action.ts';
import { tagKey, tagValue } from '../sts/constraints.ts';
import { AwsProblem } from '../wire/problem.ts';
import { type Parameters, structureList, textList } from '../wire/request.ts';
import { failure, failValidation, violations } from '../wire/validation.ts';
import { paging, roleName } from './constraints.ts';
import { needRole, roleResource } from './entities.ts';
import { page } from './results.ts';

const MOST_TAGS = 50;

/** The `Tags` of a call. Throws ValidationError, or InvalidInput for a key given twice. */
export function readTags(parameters: Parameters): Map<string, string> {
  const tags = structureList(parameters, 'Tags');
  failValidation([
    ...tags.flatMap(({ Key, Value }, index) => [
      ...violations(Key, tagKey).map((member) => failure(`tags.${index + 1}.member.key`, Key, member)),
      ...violations(Value, tagValue).map((member) => failure(`tags.${index + 1}.member.value`, Value, member)),
    ]),
    ...(tags.length > MOST_TAGS
      ? [failure('tags', `[${tags.length} members]`, `have length less than or equal to ${MOST_TAGS}`)]
      : []),
  ]);
  const keys = new Set(tags.map(({ Key = '' }) => Key.toLowerCase()));
  if (keys.size < tags.length) {
    throw new AwsProblem(
      400,
      'InvalidInput',
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    );
  }
  return new Map(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}

export const tagRole: SignedAction = {
  constraints: { RoleName: roleName },
  resource: roleResource,
  run(call) {
    const role = needRole(call);
    const added = readTags(call.parameters);
    if (new Set([...role.tags.keys(), ...added.keys()]).size > MOST_TAGS) {
      throw new AwsProblem(409, 'LimitExceeded', `The number of tags has reached the maximum limit of ${MOST_TAGS}.`);
    }
    for (const [key, value] of added) role.tags.set(key, value);
    return undefined;
  },
};

export const untagRole: SignedAction = {
  constraints: { RoleName: roleName },
  resource: roleResource,
  run(call) {
    const role = needRole(call);
    for (const key of textList(call.parameters, 'TagKeys')) role.tags.delete(key);
    return undefined;
  },
};

export const listRoleTags: SignedAction = {
  constraints: { RoleName: roleName, ...paging },
  resource: roleResource,
  run: (call) =>
    page(
      'Tags',
      [...needRole(call).tags].map(([Key, Value]) => ({ Key, Value })),
      call.parameters,
    ),
};
