import type { Constraint } from '../wire/validation.ts';

const NAME = '[\\w+=,.@-]*';
const ARN = '[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF\\uE000-\\uFFFD\\u{10000}-\\u{10FFFF}]+';

// The parameters several STS actions share, as the service model has them.
export const roleArn: Constraint = { type: 'text', required: true, min: 20, max: 2048, pattern: ARN };
export const roleSessionName: Constraint = { type: 'text', required: true, min: 2, max: 64, pattern: NAME };
export const roleDuration: Constraint = { type: 'integer', min: 900, max: 43200 };
export const sessionDuration: Constraint = { type: 'integer', min: 900, max: 129600 };
export const externalId: Constraint = { type: 'text', min: 2, max: 1224, pattern: '[\\w+=,.@:\\/-]*' };
export const serialNumber: Constraint = { type: 'text', min: 9, max: 256, pattern: '[\\w+=/:,.@-]*' };
export const tokenCode: Constraint = { type: 'text', min: 6, max: 6, pattern: '[\\d]*' };
export const sourceIdentity: Constraint = { type: 'text', min: 2, max: 64, pattern: NAME };
export const federatedName: Constraint = { type: 'text', required: true, min: 2, max: 32, pattern: NAME };
export const sessionPolicy: Constraint = {
  type: 'text',
  min: 1,
  max: 2048,
  pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+',
};
export const webIdentityToken: Constraint = { type: 'text', required: true, min: 4, max: 20000 };
export const accessKeyId: Constraint = { type: 'text', required: true, min: 16, max: 128, pattern: '[\\w]*' };
export const policyArn: Constraint = { type: 'text', min: 20, max: 2048, pattern: ARN };
export const tagKey: Constraint = {
  type: 'text',
  required: true,
  min: 1,
  max: 128,
  pattern: '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+',
};
export const tagValue: Constraint = { ...tagKey, min: 0, max: 256, pattern: '[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*' };
