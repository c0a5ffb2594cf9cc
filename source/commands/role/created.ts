import { jsonText, plain } from '../../domain/display/sanitize.ts';
import { parseRoleArn } from '../../domain/profiles/arn.ts';
import { buildLink, linkTo } from '../../domain/profiles/looks/links.ts';
import { partitionOf } from '../../domain/profiles/regions.ts';
import { consoleLimits, type RoleDefinition } from '../../domain/roles/definition.ts';
import type { Role } from '../../domain/roles/iam.ts';
import { admissionSentence, admissionsOf } from '../../domain/roles/trust/describe.ts';
import { formatPolicy, trustPolicy, userPolicy } from '../../domain/roles/trust/policy.ts';
import { pasteWord } from '../../domain/shells/paste.ts';
import { paint } from '../../output/paint.ts';
import { facts } from '../../output/table.ts';

type Created = {
  readonly role: Role;
  readonly definition: RoleDefinition;
  readonly own: string | undefined;
  readonly colors: boolean;
};

/** What the owner hands over, and what whoever switches needs besides. */
export function createdAsText({ role, definition, own, colors }: Created): string {
  const { strong, dim } = paint(colors);
  const link = switchLinkOf(role.arn);
  const trust = admissionsOf(trustPolicy(definition.trust), own).map(admissionSentence);
  const notes = consoleLimits(definition).map((note) => `${dim('·')} ${dim(note)}\n`);
  const table = facts(
    [
      ['ARN', plain(role.arn)],
      ['trusted', ...trust.map(plain)],
      ['external ID', ...(definition.trust.externalId === undefined ? [] : [plain(definition.trust.externalId)])],
      ['link', ...(link === undefined ? [] : [link])],
      ['to add it', addCommand(role.arn, definition)],
    ],
    dim,
  );
  const needed = `${dim('Who switches needs this from an administrator of their own account:')}\n${formatPolicy(userPolicy(role.arn))}\n`;
  return `Created ${strong(plain(role.name))}.\n${table}${notes.join('')}${needed}`;
}

/** The same for programs. */
export function createdAsJson({ role, definition }: Created): string {
  const facts = {
    arn: role.arn,
    trustedEntities: definition.trust.principals,
    requiresMfa: definition.trust.requireMfa,
    externalId: definition.trust.externalId ?? null,
    policies: definition.policyArns,
    switchRoleLink: switchLinkOf(role.arn) ?? null,
    addCommand: addCommand(role.arn, definition),
    userPolicy: userPolicy(role.arn),
  };
  return `${jsonText(facts, 2)}\n`;
}

/** The link that fills in the console's form; undefined where there is no public sign-in page. */
export function switchLinkOf(roleArn: string): string | undefined {
  const arn = parseRoleArn(roleArn);
  if (arn === undefined || partitionOf(arn.partition)?.signInHost === undefined) return undefined;
  return buildLink(linkTo(arn));
}

/** What the person who switches types to have the role as a profile. */
function addCommand(roleArn: string, { trust }: RoleDefinition): string {
  const link = switchLinkOf(roleArn);
  const words = [
    'rolecall add',
    link === undefined ? `--role-arn ${pasteWord(roleArn, 'ARN')}` : `--link ${pasteWord(link, 'LINK')}`,
    ...(trust.externalId === undefined ? [] : [`--external-id ${pasteWord(trust.externalId, 'EXTERNAL-ID')}`]),
    ...(trust.requireMfa ? ["--mfa-serial '<ARN of your MFA device>'"] : []),
  ];
  return words.join(' ');
}
