import type { Context } from '../../context.ts';
import { withAwsPolicies } from '../../domain/roles/aws-policies.ts';
import { createRole } from '../../domain/roles/create.ts';
import type { RoleDefinition } from '../../domain/roles/definition.ts';
import { type RoleDraft, readDraft } from '../../domain/roles/draft.ts';
import { isCorrectable } from '../../domain/roles/failures.ts';
import { isPrintFormat, type PrintFormat, printFormats, printRole } from '../../domain/roles/print/print.ts';
import { done, type Outcome } from '../../outcome.ts';
import { Problem, wrongUsage } from '../../problem.ts';
import { nameMeant } from '../open/shared/profile-named.ts';
import type { Arguments } from '../registry/command.ts';
import { createdAsJson, createdAsText } from './created.ts';
import { draftOfFlags, flagFaults, isComplete, onlyTheAccount, policyWithoutArn, resolvePolicies } from './draft.ts';
import { fillInForm } from './form.ts';
import { asOwner, type Owner, openOwner } from './owner.ts';
import { openTrial, planTrial, tryAs } from './try.ts';

/** A new role, by flags or through a form; or its text for another tool. */
export async function run(args: Arguments, context: Context): Promise<Outcome> {
  const format = readFormat(args.value('print'));
  const typedTrier = args.value('try-as');
  const trier = typedTrier === undefined ? undefined : await nameMeant(typedTrier, context);
  // A name that is not right is told before anything is asked of AWS.
  if (trier !== undefined) planTrial(trier, await context.profiles.load());
  const typed = draftOfFlags(args);
  // Where an account is named, a policy of its own may have the name of one of AWS's.
  const draft = format === undefined || args.value('profile') !== undefined ? typed : withAwsPolicies(typed);
  const owner = format === undefined ? await openOwner(args, context) : await ownerToPrint(draft, args, context);
  const own = (await owner?.identity())?.accountId;
  const named = owner === undefined ? draft : await resolvePolicies(draft, owner);
  if (format !== undefined) {
    const definition = isComplete(named)
      ? readFlags(named, own)
      : (await fillInForm(context, named, owner, own)).definition;
    context.output.write(printRole(definition, format));
    return done;
  }
  if (owner === undefined) throw new Error('creating a role requires credentials');
  const typedIn = isComplete(named) ? readFlags(named, own) : undefined;
  const trialFor = async ({ trust }: RoleDefinition) =>
    trier === undefined ? undefined : openTrial(trier, trust, args, context);
  // Who cannot try the role, or gives no code, is told before there is one, as far as it is known by then.
  const early = typedIn && (await trialFor(typedIn));
  const { definition, role } = typedIn
    ? await byFlags(typedIn, owner, context)
    : await byForm(named, owner, own, context);
  const text = { role, definition, own, colors: context.output.colors('out') };
  context.output.write(args.flag('json') ? createdAsJson(text) : createdAsText(text));
  const trial = early ?? (await trialFor(definition));
  if (trial !== undefined) await tryAs(trial, role, definition, args, context);
  return done;
}

/** Who can tell what is to be printed; undefined where nobody is needed. @throws Problem that says why one is */
async function ownerToPrint(draft: RoleDraft, args: Arguments, context: Context): Promise<Owner | undefined> {
  if (!needsAccount(draft)) return undefined;
  return openOwner(args, context).catch((error: unknown) => {
    if (!(error instanceof Problem) || error.text.code !== 'owner-unknown') throw error;
    const named = policyWithoutArn(draft);
    // What is left is “this”, whose fault is told with those of the other flags.
    if (named === undefined) return undefined;
    throw onlyTheAccount(named);
  });
}

type Created = { readonly definition: RoleDefinition; readonly role: Awaited<ReturnType<typeof createRole>> };

async function byFlags(definition: RoleDefinition, owner: Owner, context: Context): Promise<Created> {
  const progress = (text: string) => context.output.writeError(`${text}\n`);
  const role = await asOwner(owner, definition.name, (iam) =>
    createRole(definition, iam, context.clock.wait, progress, owner.profile),
  );
  return { definition, role };
}

/** What IAM refuses comes back to the form, with everything that was typed still there. */
async function byForm(draft: RoleDraft, owner: Owner, own: string | undefined, context: Context): Promise<Created> {
  let filled = await fillInForm(context, draft, owner, own);
  for (;;) {
    try {
      return await byFlags(filled.definition, owner, context);
    } catch (error) {
      if (!(error instanceof Problem) || !isCorrectable(error)) throw error;
      filled = await fillInForm(context, filled.draft, owner, own, error.text);
    }
  }
}

function readFlags(draft: RoleDraft, own: string | undefined): RoleDefinition {
  const read = readDraft(draft, own);
  if (read.faults !== undefined) throw flagFaults(read.faults);
  return read.definition;
}

/** Whether something of the draft can only be known by asking the account. */
function needsAccount(draft: RoleDraft): boolean {
  return policyWithoutArn(draft) !== undefined || /\bthis\b/.test(draft.trusted);
}

function readFormat(typed: string | undefined): PrintFormat | undefined {
  if (typed === undefined || isPrintFormat(typed)) return typed;
  throw wrongUsage(`There is no format called ${typed}.`, `The formats are ${printFormats.join(', ')}.`);
}
