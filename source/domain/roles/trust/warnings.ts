import { isAboutAssuming } from './actions.ts';
import { claimsToLimit, namesCaller, namesIdentity } from './narrowing.ts';
import { isMfa, type PolicyDocument, readOperator, type Statement, statementsOf } from './policy.ts';
import type { Principal } from './principal.ts';

/** Something about a trust policy that its owner should know before saving it. */
export type Warning = {
  /** `open`: strangers can come in. */
  readonly level: 'open' | 'doubtful';
  readonly text: string;
};

/** The dangerous and pointless parts of a trust policy, the worst first. */
export function warningsOf(document: PolicyDocument): readonly Warning[] {
  const statements = statementsOf(document);
  const allowing = statements.filter((each) => each.effect === 'Allow' && isAboutAssuming(each));
  const warnings = allowing.flatMap((statement) => [
    ...openDoors(statement),
    ...openProviders(statement),
    ...weakMfa(statement),
    ...deleted(statement),
  ]);
  if (policySize(document) > usualTrustSize) warnings.push(large(policySize(document)));
  if (allowing.length === 0) warnings.push(doubtful('Nobody can assume this role: no statement allows it.'));
  return warnings.sort((one, other) => Number(other.level === 'open') - Number(one.level === 'open'));
}

/** Characters that IAM takes in a trust policy unless the account's quota was raised. */
const usualTrustSize = 2048;

/** The length that IAM counts: white space is left out. */
function policySize(document: PolicyDocument): number {
  return JSON.stringify(document).replace(/\s/g, '').length;
}

function large(size: number): Warning {
  return doubtful(`It has ${size} characters; IAM accepts ${usualTrustSize} unless the account's quota was increased.`);
}

const open = (text: string): Warning => ({ level: 'open', text });
const doubtful = (text: string): Warning => ({ level: 'doubtful', text });

function openDoors({ principals, inverted, conditions }: Statement): readonly Warning[] {
  if (inverted) return [open('NotPrincipal lets in everyone except those it names: every other AWS account.')];
  if (!principals.some(({ kind }) => kind === 'anyone')) return [];
  if (conditions.some(namesCaller)) return [];
  const secret = conditions.some(({ key }) => key.toLowerCase() === 'sts:externalid');
  const mfa = conditions.some(({ key }) => isMfa(key)) ? ' MFA does not change that: everyone can have a device.' : '';
  return [
    open(
      secret
        ? 'Anyone in any AWS account who learns the external ID can assume this role.'
        : `Anyone with an AWS account can assume this role.${mfa}`,
    ),
  ];
}

function openProviders({ principals, conditions }: Statement): readonly Warning[] {
  return principals.flatMap((principal) => {
    if (principal.kind !== 'web-identity') return [];
    const { provider } = principal;
    if (conditions.some((condition) => namesIdentity(condition, provider))) return [];
    if (provider === 'token.actions.githubusercontent.com') {
      return [
        open(
          'Workflows in GitHub repositories of strangers can assume this role: limit the claim sub to repo:OWNER/….',
        ),
      ];
    }
    const claims = claimsToLimit(provider);
    return [open(`Everyone who can sign in at ${provider} can assume this role: limit the ${claims}.`)];
  });
}

function weakMfa({ conditions }: Statement): readonly Warning[] {
  return conditions
    .filter(({ key }) => isMfa(key))
    .flatMap(({ operator, values }) => {
      const { bare, ifExists } = readOperator(operator);
      if (bare === 'null') return [];
      if (values.some((value) => /^false$/i.test(value))) {
        return [doubtful('This lets in those without MFA, and nobody with it.')];
      }
      return ifExists ? [doubtful(`${operator} also lets long-term access keys in without MFA; Bool does not.`)] : [];
    });
}

function deleted({ principals }: Statement): readonly Warning[] {
  return principals
    .filter((principal): principal is Extract<Principal, { kind: 'deleted' }> => principal.kind === 'deleted')
    .map(({ id, was }) => doubtful(`${id} was a ${was} that has been deleted; a new one of its name is not let in.`));
}
