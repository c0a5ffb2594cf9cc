import type { Context } from '../../context.ts';
import type { RoleDetails } from '../../domain/roles/iam.ts';
import { policyDiff } from '../../domain/roles/trust/diff.ts';
import { formatPolicy, type PolicyDocument } from '../../domain/roles/trust/policy.ts';
import { type Fault, readTrustPolicy } from '../../domain/roles/trust/read.ts';
import { cancelled, done, type Outcome } from '../../outcome.ts';
import { Problem } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { agrees } from './ask.ts';
import { readRoleName } from './named.ts';
import { asOwner, type Owner, openOwner } from './owner.ts';
import { saveTrust } from './trust-save.ts';
import { diffText, faultsText, meaningText } from './trust-text.ts';

/** Whom a role trusts: shown where the answer goes to a program, edited where a person sits at a terminal. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const owner = await openOwner(args, context);
  const name = await readRoleName('trust', args, owner);
  const role = await asOwner(owner, name, (iam) => iam.getRole(name));
  const path = args.value('file');
  if (path !== undefined) return replace(role, await context.readFile(path), path, args, owner, context);
  if (args.flag('edit') || (context.outIsTerminal() && !args.flag('show'))) return edit(role, args, owner, context);
  context.writeError(meaningText(role.trust, accountOf(role), context.colors('error')));
  context.writeOut(`${formatPolicy(role.trust)}\n`);
  return done;
}

const accountOf = ({ arn }: RoleDetails): string | undefined => arn.split(':')[4];

async function replace(
  role: RoleDetails,
  text: string,
  path: string,
  args: Arguments,
  owner: Owner,
  context: Context,
): Promise<Outcome> {
  const read = readTrustPolicy(text);
  if (read.faults !== undefined) throw faulty(path, read.faults);
  if (!tellChange(role, read.document, context)) return done;
  const saved = await saveTrust(role, read.document, args, owner, context);
  return saved ? done : cancelled;
}

/** Back to the editor, with what was typed still there, until it can be saved or the person gives up. */
async function edit(role: RoleDetails, args: Arguments, owner: Owner, context: Context): Promise<Outcome> {
  context.writeError(meaningText(role.trust, accountOf(role), context.colors('error')));
  let text = `${formatPolicy(role.trust)}\n`;
  for (;;) {
    text = await context.editText(`${role.name}-trust.json`, text);
    const read = readTrustPolicy(text);
    if (read.faults !== undefined) context.writeError(faultsText(read.faults, context.colors('error')));
    else if (!tellChange(role, read.document, context)) return done;
    else {
      try {
        if (await saveTrust(role, read.document, args, owner, context)) return done;
      } catch (error) {
        if (!(error instanceof Problem) || !['policy-malformed', 'principal-unknown'].includes(error.text.code))
          throw error;
        const { problemText } = await import('../../output/problem-text.ts');
        context.writeError(problemText(error.text, { colors: context.colors('error'), debug: context.debug }));
      }
    }
    if (!(await agrees(context, 'Edit it again?', 'yes'))) return cancelled;
  }
}

/** What saving would change; false where that is nothing. */
function tellChange(role: RoleDetails, next: PolicyDocument, context: Context): boolean {
  const colors = context.colors('error');
  const diff = policyDiff(role.trust, next);
  context.writeError(diff.length === 0 ? 'Nothing has changed.\n' : diffText(diff, colors));
  if (diff.length > 0) context.writeError(meaningText(next, accountOf(role), colors));
  return diff.length > 0;
}

function faulty(path: string, faults: readonly Fault[]): Problem {
  return new Problem({
    code: 'policy-malformed',
    title: `${path} is not a trust policy that IAM takes.`,
    todo: faults.map(({ text, line }) => (line === undefined ? text : `Line ${line}: ${text}`)),
  });
}
