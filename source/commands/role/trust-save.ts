import type { Context } from '../../context.ts';
import type { RoleDetails } from '../../domain/roles/iam.ts';
import { samePolicy } from '../../domain/roles/trust/diff.ts';
import type { PolicyDocument } from '../../domain/roles/trust/policy.ts';
import { warningsOf } from '../../domain/roles/trust/warnings.ts';
import { Problem } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { agrees, askLine } from './ask.ts';
import { asOwner, type Owner } from './owner.ts';

/**
 * Saves a trust policy after asking.
 * @param role as it was when the person began
 * @returns false where they said no
 * @throws Problem where nobody can be asked, where somebody else was quicker, or as IAM refused
 */
export async function saveTrust(
  role: RoleDetails,
  next: PolicyDocument,
  args: Arguments,
  owner: Owner,
  context: Context,
): Promise<boolean> {
  if (!(await isWanted(role.name, next, args, context))) return false;
  await asOwner(owner, role.name, async (iam) => {
    const { trust } = await iam.getRole(role.name);
    if (!samePolicy(trust, role.trust)) throw overtaken(role.name);
    await iam.setTrust(role.name, next);
  });
  context.writeError(`Saved. AWS may take some seconds until it holds everywhere.\n`);
  return true;
}

/** A door for strangers is opened by whoever types the role's name, and by no flag. */
async function isWanted(name: string, next: PolicyDocument, args: Arguments, context: Context): Promise<boolean> {
  if (warningsOf(next).some(({ level }) => level === 'open')) {
    const typed = await askLine(context, `This lets strangers in. Type ${name} to save it all the same: `);
    if (typed === undefined) throw nobodyToAsk('It lets strangers in, which only a person at a terminal can agree to.');
    return typed === name;
  }
  if (args.flag('yes')) return true;
  const answer = await agrees(context, 'Save it?', 'no');
  if (answer === undefined) throw nobodyToAsk('To save without being asked, add --yes.');
  return answer;
}

function nobodyToAsk(todo: string): Problem {
  return new Problem({
    code: 'no-terminal',
    title: 'Nothing was saved: there is no terminal to ask at.',
    todo: [todo],
    exitCode: 2,
  });
}

function overtaken(name: string): Problem {
  return new Problem({
    code: 'role-busy',
    title: `Somebody else has changed whom ${name} trusts in the meantime; nothing was saved.`,
    todo: ['Look at it again, then repeat the change.'],
  });
}
