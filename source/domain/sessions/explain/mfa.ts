import { codeMalformed, codeRefused } from '../../mfa/rejection.ts';
import { isMfaAnswer } from '../failures/failures.ts';
import { type Row, said } from './facts.ts';

/** Answers about a code or its device. */
export const mfaRows: readonly Row[] = [
  {
    when: said(/MultiFactorAuthentication failed, unable to validate/),
    say: ({ plan }) => ({
      code: 'mfa-unknown-device',
      title: `AWS does not know the MFA device ${plan.chain.mfa?.serial ?? ''} for this user.`,
      means: 'The serial is misspelt, or the device belongs to another user or was removed.',
      todo: [
        `Compare mfa_serial in the profile ${plan.chain.mfa?.profile ?? plan.chain.profile} with the user's devices: aws iam list-mfa-devices`,
      ],
    }),
  },
  {
    when: said(/MultiFactorAuthentication failed, must provide both/),
    say: ({ plan }) => ({
      code: 'mfa-incomplete',
      title: 'AWS wants the serial number of the MFA device and its code together.',
      todo: [`Set mfa_serial in the profile ${plan.hops[0]?.profile ?? plan.chain.profile}.`],
    }),
  },
  {
    when: ({ failure }) => isMfaAnswer(failure),
    say: () => codeRefused,
  },
  {
    when: said(/Value .* at 'tokenCode' failed to satisfy constraint/),
    say: () => codeMalformed,
  },
  {
    when: said(/Cannot call Get(Session|Federation)Token with session credentials/),
    say: ({ plan }) => ({
      code: 'session-from-session',
      title: `The credentials of ${plan.chain.source.profile} are temporary, and AWS opens no MFA session with those.`,
      todo: ['Take mfa_serial out of the profile, or let source_profile name the keys of an IAM user.'],
    }),
  },
];
