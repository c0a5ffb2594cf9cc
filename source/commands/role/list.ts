import type { Context } from '../../context.ts';
import { jsonText } from '../../domain/display/sanitize.ts';
import { accountOfArn } from '../../domain/profiles/arn.ts';
import { inHours } from '../../domain/profiles/values.ts';
import { switchName } from '../../domain/roles/definition.ts';
import type { Role } from '../../domain/roles/iam.ts';
import { summarizeTrust, type TrustSummary } from '../../domain/roles/trust/describe.ts';
import { done, type Outcome } from '../../outcome.ts';
import { paint } from '../../output/paint.ts';
import { alignedTable } from '../../output/table.ts';
import type { Arguments } from '../registry/command.ts';
import { asOwner, openOwner } from './owner.ts';

type Row = { readonly role: Role; readonly trust: TrustSummary };

/** The roles of an account and whom they trust; those for services alone on demand. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const owner = await openOwner(args, context);
  const roles = await asOwner(owner, undefined, (iam) => iam.listRoles());
  const rows = roles
    .map((role) => ({ role, trust: summarizeTrust(role.trust, accountOfArn(role.arn)) }))
    .filter(({ trust }) => args.flag('all') || !trust.servicesOnly);
  if (args.flag('json')) context.output.write(asJson(rows));
  else context.output.write(asTable(rows, roles.length - rows.length, context.output.colors('out')));
  return done;
}

function asTable(rows: readonly Row[], hidden: number, colors: boolean): string {
  const { dim, danger } = paint(colors);
  const head = ['ROLE', 'MFA', 'EXTERNAL ID', 'SESSION', 'TRUSTS'];
  const cells = rows.map(({ role, trust }) => [
    switchName(role),
    trust.mfa ? 'mfa' : '',
    trust.externalId ? 'yes' : '',
    inHours(role.maxSessionSeconds),
    `${trust.open ? 'ANYONE: ' : ''}${trust.who.join(', ') || 'nobody'}`,
  ]);
  const [title = '', ...lines] = alignedTable([head, ...cells]);
  const shown = lines.map((line, index) => (rows[index]?.trust.open ? danger(line) : line));
  const more = hidden > 0 ? [dim(`${hidden} more for AWS services: --all`)] : [];
  return `${[dim(title), ...shown, ...more].join('\n')}\n`;
}

function asJson(rows: readonly Row[]): string {
  const records = rows.map(({ role, trust }) => ({
    arn: role.arn,
    name: role.name,
    path: role.path,
    description: role.description,
    maxSessionSeconds: role.maxSessionSeconds,
    trusts: trust.who,
    requiresMfa: trust.mfa,
    requiresExternalId: trust.externalId,
    open: trust.open,
    trustPolicy: role.trust,
  }));
  return `${jsonText(records, 2)}\n`;
}
