import type { Constraint } from '../wire/validation.ts';

const NAME = '[\\w+=,.@-]+';
const TEXT = '[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+';

// The parameters several IAM actions share, as the service model has them.
export const required = <Some extends Constraint>(constraint: Some) => ({ ...constraint, required: true as const });

export const userName: Constraint = { type: 'text', min: 1, max: 128, pattern: NAME };
export const newUserName: Constraint = { type: 'text', required: true, min: 1, max: 64, pattern: NAME };
export const roleName: Constraint = { type: 'text', required: true, min: 1, max: 64, pattern: NAME };
export const policyName: Constraint = { type: 'text', required: true, min: 1, max: 128, pattern: NAME };
export const policyDocument: Constraint = { type: 'text', required: true, min: 1, max: 131072, pattern: TEXT };
export const policyArn: Constraint = { type: 'text', required: true, min: 20, max: 2048 };
export const path: Constraint = {
  type: 'text',
  min: 1,
  max: 512,
  pattern: '(\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)',
};
export const pathPrefix: Constraint = { type: 'text', min: 1, max: 512, pattern: '\\u002F[\\u0021-\\u007F]*' };
export const description: Constraint = {
  type: 'text',
  max: 1000,
  pattern: '[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*',
};
export const maxSessionDuration: Constraint = { type: 'integer', min: 3600, max: 43200 };
export const serialNumber: Constraint = { type: 'text', required: true, min: 9, max: 256, pattern: '[\\w+=/:,.@-]+' };
export const authenticationCode: Constraint = { type: 'text', required: true, min: 6, max: 6, pattern: '[\\d]+' };
export const accessKeyId: Constraint = { type: 'text', required: true, min: 16, max: 128, pattern: '[\\w]+' };
export const accountAlias: Constraint = {
  type: 'text',
  required: true,
  min: 3,
  max: 63,
  pattern: '^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$',
};
export const paging = {
  Marker: { type: 'text', min: 1, max: 320, pattern: '[\\u0020-\\u00FF]+' },
  MaxItems: { type: 'integer', min: 1, max: 1000 },
} as const satisfies Record<string, Constraint>;
