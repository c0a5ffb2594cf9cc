import type { Context } from '../../context.ts';
import { plain } from '../../domain/display/sanitize.ts';
import { accountOfArn } from '../../domain/profiles/arn.ts';
import { isCorrectable } from '../../domain/roles/failures.ts';
import type { RoleDetails } from '../../domain/roles/iam.ts';
import { admissionSentence, admissionsOf } from '../../domain/roles/trust/describe.ts';
import { type DiffLine, policyDiff, samePolicy } from '../../domain/roles/trust/diff.ts';
import { formatPolicy, type PolicyDocument } from '../../domain/roles/trust/policy.ts';
import { type Fault, readTrustPolicy } from '../../domain/roles/trust/read.ts';
import { warningsOf } from '../../domain/roles/trust/warnings.ts';
import { pasteWord, profileFlag } from '../../domain/shells/paste.ts';
import { cancelled, done, type Outcome } from '../../outcome.ts';
import { paint } from '../../output/paint.ts';
import { confirm } from '../../ports/terminal.ts';
import { Problem } from '../../problem.ts';
import type { Arguments } from '../registry/command.ts';
import { problemOn } from '../shared/problem-on.ts';
import { asOwner, type Owner, openOwner, readRoleName } from './owner.ts';

/** Whom a role trusts: shown where the answer goes to a program, edited where a person sits at a terminal. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const owner = await openOwner(args, context);
  const name = await readRoleName('trust', args, owner);
  const role = await asOwner(owner, name, (iam) => iam.getRole(name));
  const path = args.value('file');
  if (path !== undefined) return replace(role, await context.files.read(path), path, args, owner, context);
  if (args.flag('edit') || (context.output.isTerminal() && !args.flag('show'))) return edit(role, args, owner, context);
  context.output.writeError(meaningText(role.trust, accountOfArn(role.arn), context.output.colors('error')));
  context.output.write(`${formatPolicy(role.trust)}\n`);
  return done;
}

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
  context.output.writeError(meaningText(role.trust, accountOfArn(role.arn), context.output.colors('error')));
  const shown = `${formatPolicy(role.trust)}\n`;
  let text = shown;
  for (;;) {
    const edited = await context.programs.editText(fileNameFor(role), text);
    text = edited.text;
    if (edited.failure !== undefined) {
      throw text === shown ? edited.failure : await withTyped(edited.failure, text, role, owner, context);
    }
    const read = readTrustPolicy(text);
    if (read.faults !== undefined) context.output.writeError(faultsText(read.faults, context.output.colors('error')));
    else if (!tellChange(role, read.document, context)) return done;
    else {
      try {
        if (await saveTrust(role, read.document, args, owner, context)) return done;
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        if (!isCorrectable(error)) throw await withTyped(error, text, role, owner, context);
        context.output.writeError(problemOn(error.text, context));
      }
    }
    if (!(await confirm(context.terminal, 'Edit it again?', 'yes'))) return cancelled;
  }
}

const fileNameFor = ({ name }: RoleDetails): string => `${name}-trust.json`;

/** A failure that no editing helps against, with the file in which what was typed is kept. */
async function withTyped(
  problem: Problem,
  typed: string,
  role: RoleDetails,
  owner: Owner,
  { programs }: Context,
): Promise<Problem> {
  // Where it cannot be kept either, the first failure is the one to read.
  const path = await programs.keepText(fileNameFor(role), typed).catch(() => undefined);
  if (path === undefined) return problem;
  const [name, file] = [pasteWord(role.name, 'ROLE'), pasteWord(path, 'FILE')];
  const again = `rolecall role trust ${name} --file ${file}${profileFlag(owner.profile)}`;
  // Whoever saves it over what somebody else has changed meanwhile takes that back.
  const saving = problem.text.code === 'role-busy' ? [] : [`To save it from there: ${again}`];
  return problem.withMore({ todo: [`What you wrote is in ${path}.`, ...saving] });
}

/** What saving would change; false where that is nothing. */
function tellChange(role: RoleDetails, next: PolicyDocument, context: Context): boolean {
  const colors = context.output.colors('error');
  const diff = policyDiff(role.trust, next);
  context.output.writeError(diff.length === 0 ? 'Nothing has changed.\n' : diffText(diff, colors));
  if (diff.length > 0) context.output.writeError(meaningText(next, accountOfArn(role.arn), colors));
  return diff.length > 0;
}

function faulty(path: string, faults: readonly Fault[]): Problem {
  return new Problem({
    code: 'policy-malformed',
    title: `${path} is not a trust policy that IAM accepts.`,
    todo: faults.map(({ text, line }) => (line === undefined ? text : `Line ${line}: ${text}`)),
  });
}

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
  context.output.writeError(`Saved. It may take AWS a few seconds to apply it everywhere.\n`);
  return true;
}

/** A door for strangers is opened by whoever types the role's name, and by no flag. */
async function isWanted(name: string, next: PolicyDocument, args: Arguments, context: Context): Promise<boolean> {
  if (warningsOf(next).some(({ level }) => level === 'open')) {
    const typed = await context.terminal.ask(`This lets strangers in. Type ${plain(name)} to save it anyway: `);
    if (typed === undefined)
      throw nobodyToAsk('It lets strangers in, and only a person at a terminal can agree to that.');
    return typed === name;
  }
  if (args.flag('yes')) return true;
  const answer = await confirm(context.terminal, 'Save it?', 'no');
  if (answer === undefined) throw nobodyToAsk('To save without being asked, add --yes.');
  return answer;
}

function nobodyToAsk(todo: string): Problem {
  return new Problem({
    code: 'no-terminal',
    title: 'Nothing was saved: there is no terminal to ask on.',
    todo: [todo],
    exitCode: 2,
  });
}

function overtaken(name: string): Problem {
  return new Problem({
    code: 'role-busy',
    title: `Somebody else changed whom ${name} trusts in the meantime; nothing was saved.`,
    todo: ['Look at it again, then repeat the change.'],
  });
}

/** Who may come in, in words, and what to beware of. */
export function meaningText(document: PolicyDocument, own: string | undefined, colors: boolean): string {
  const { dim, danger, strong } = paint(colors);
  const sentences = admissionsOf(document, own).map((each) => `${dim('·')} ${plain(admissionSentence(each))}\n`);
  const warnings = warningsOf(document).map(({ level, text }) =>
    level === 'open' ? `${danger('!')} ${strong(plain(text))}\n` : `${danger('!')} ${plain(text)}\n`,
  );
  return [...sentences, ...warnings].join('');
}

/** A difference as `diff -u` would show it, without its heads. */
export function diffText(lines: readonly DiffLine[], colors: boolean): string {
  const { dim, good, danger } = paint(colors);
  const looks = { same: dim, added: good, removed: danger } as const;
  const marks = { same: ' ', added: '+', removed: '-' } as const;
  return lines.map(({ kind, text }) => `${looks[kind](`${marks[kind]} ${plain(text)}`)}\n`).join('');
}

/** What keeps a text from being saved. */
export function faultsText(faults: readonly Fault[], colors: boolean): string {
  const { danger, dim } = paint(colors);
  return faults
    .map(({ text, line }) => `${danger('✗')} ${line === undefined ? '' : dim(`line ${line}: `)}${plain(text)}\n`)
    .join('');
}
