import type { Context } from '../../context.ts';
import { jsonText, plain } from '../../domain/display/sanitize.ts';
import { dayOf } from '../../domain/display/sentence.ts';
import { accountOfArn } from '../../domain/profiles/arn.ts';
import { inHours } from '../../domain/profiles/values.ts';
import type { RoleDetails, RolePolicies } from '../../domain/roles/iam.ts';
import { admissionSentence, admissionsOf } from '../../domain/roles/trust/describe.ts';
import { warningsOf } from '../../domain/roles/trust/warnings.ts';
import { done, type Outcome } from '../../outcome.ts';
import { isoTime } from '../../output/clock.ts';
import { paint } from '../../output/paint.ts';
import { facts } from '../../output/table.ts';
import { answerColumns, type Output } from '../../ports/output.ts';
import type { Arguments } from '../registry/command.ts';
import { switchLinkOf } from './created.ts';
import { asOwner, openOwner, readRoleName } from './owner.ts';

/** One role: whom it trusts, what it may do, and the link that leads to it. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const owner = await openOwner(args, context);
  const name = await readRoleName('show', args, owner);
  const [role, policies] = await asOwner(owner, name, (iam) =>
    Promise.all([iam.getRole(name), iam.rolePolicies(name)]),
  );
  context.output.write(args.flag('json') ? asJson(role, policies) : asText(role, policies, context.output));
  return done;
}

function asText(role: RoleDetails, policies: RolePolicies, output: Output): string {
  const { strong, dim, danger } = paint(output.colors('out'));
  const link = switchLinkOf(role.arn);
  const warnings = warningsOf(role.trust).map(({ level, text }) =>
    level === 'open' ? danger(plain(text)) : plain(text),
  );
  const table = facts(
    [
      ['ARN', plain(role.arn)],
      ['about', ...(role.description === '' ? [] : [plain(role.description)])],
      ['trusted', ...admissionsOf(role.trust, accountOfArn(role.arn)).map((each) => plain(admissionSentence(each)))],
      ['beware', ...warnings],
      ['policies', ...policies.attached.map(({ name, arn }) => `${plain(name)}  ${dim(plain(arn))}`)],
      ['inline', ...policies.inline.map(plain)],
      ['boundary', ...(role.boundaryArn === undefined ? [] : [plain(role.boundaryArn)])],
      ['session', `${inHours(role.maxSessionSeconds)} at most`],
      ['tags', ...role.tags.map(({ key, value }) => plain(`${key}=${value}`))],
      ['created', ...(role.createdAt === undefined ? [] : [dayOf(role.createdAt)])],
      ['last used', role.lastUsed === undefined ? 'not in the last 400 days' : lastUse(role.lastUsed)],
      ['link', ...(link === undefined ? [] : [link])],
    ],
    dim,
    answerColumns(output),
  );
  return `${strong(plain(role.name))}\n${table}`;
}

function lastUse({ at, region }: NonNullable<RoleDetails['lastUsed']>): string {
  return region === undefined ? dayOf(at) : `${dayOf(at)} in ${plain(region)}`;
}

function asJson(role: RoleDetails, policies: RolePolicies): string {
  const { trust, createdAt, lastUsed, boundaryArn, ...facts } = role;
  const record = {
    ...facts,
    createdAt: isoTime(createdAt),
    lastUsed: lastUsed === undefined ? null : { at: isoTime(lastUsed.at), region: lastUsed.region ?? null },
    permissionsBoundary: boundaryArn ?? null,
    trustPolicy: trust,
    trusted: admissionsOf(trust, accountOfArn(role.arn)),
    warnings: warningsOf(trust),
    attachedPolicies: policies.attached,
    inlinePolicies: policies.inline,
    switchRoleLink: switchLinkOf(role.arn) ?? null,
  };
  return `${jsonText(record, 2)}\n`;
}
