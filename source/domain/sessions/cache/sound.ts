import type { CacheKey } from './keys.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Whether an entry of the cache is what its kind says: whatever is damaged is taken for not there. */
export function isSound(kind: CacheKey['kind'], value: unknown): boolean {
  if (!isFields(value)) return false;
  switch (kind) {
    case 'session':
      return isTemporary(value.credentials) && isOptional(value.caller, isCaller) && isOptional(value.notes, isNotes);
    case 'mfa':
      return value.denied === true || (isTemporary(value.credentials) && isTime(value.issuedAt));
    case 'caller':
      return isCaller(value);
    case 'limit':
      return Number.isFinite(value.seconds) && isTime(value.notedAt);
  }
}

/** Whether a kept request can be repeated exactly. */
export function isSoundRequest(value: unknown): boolean {
  if (!isFields(value) || !isFields(value.target)) return false;
  const { target, policyArns, tags } = value;
  const named = target.kind === 'profile' ? isText(target.profile) : target.kind === 'role' && isText(target.roleArn);
  return named && Array.isArray(policyArns) && policyArns.every(isText) && isFields(tags);
}

function isTemporary(value: unknown): boolean {
  return (
    isFields(value) &&
    isText(value.accessKeyId) &&
    isText(value.secretAccessKey) &&
    isOptional(value.sessionToken, isText) &&
    isTime(value.expiresAt)
  );
}

/** Epoch milliseconds that a date can be made of. */
const isTime = (value: unknown) => typeof value === 'number' && Math.abs(value) <= 8.64e15;
const isCaller = (value: unknown) => isFields(value) && isText(value.arn) && isText(value.accountId);
const isNotes = (value: unknown) => Array.isArray(value) && value.every(isText);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isOptional = (value: unknown, is: (value: unknown) => boolean) => value === undefined || is(value);
