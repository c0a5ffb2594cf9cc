import type { Context } from '../../../context.ts';
import type { Edited } from '../../../domain/profiles/edit/file-edits.ts';
import { findProfile } from '../../../domain/profiles/find.ts';
import type { Session } from '../../../domain/sessions/session.ts';
import { done } from '../../../outcome.ts';
import { Cancelled, orProblem, PassedOver, Problem, unlessProblem } from '../../../problem.ts';
import type { Entry, ListStart, UiResult } from '../../../ui/core/ports.ts';
import { takenBack } from '../../shared/taken-back.ts';
import { changedSinceListed, nothingDone, stillMarked } from './as-listed.ts';
import type { SessionsOfList } from './consoles-of-list.ts';
import { failedWith, listening } from './listening.ts';
import { type RequestsOfList, runPicker } from './picker.ts';

/** What the person chose in the picker, when all that brings the list back is done. */
export type Picked =
  | { readonly tag: 'opened'; readonly session: Session; readonly entry: Entry }
  /** A link that no profile has. */
  | { readonly tag: 'link'; readonly text: string }
  | { readonly tag: 'verb'; readonly verb: 'demo' | 'doctor' }
  | Extract<UiResult, { tag: 'command' }>
  /** The person left, and something was done before. */
  | { readonly tag: 'left' };

/** The list says what becomes of a role, also when it comes back. */
type First = ListStart & Required<Pick<ListStart, 'purpose'>>;

/**
 * Runs the picker until the person chose a role or left. Forms, the console and an undo come back to the list, with the profile
 * that they were about in focus and a line that says what was done.
 * @returns undefined where nobody sits at a terminal, or where there is nothing to choose. @throws Problem, Cancelled
 */
export async function chooseInPicker(
  context: Context,
  first: First,
  ofList: RequestsOfList & SessionsOfList,
): Promise<Picked | undefined> {
  const { purpose, unkept } = first;
  let start: ListStart = first;
  let isDone = false;
  for (;;) {
    const ended = await runPicker(context, { ...start, purpose, ...(unkept && { unkept }) }, ofList);
    const listed = ended === undefined ? [] : await context.profiles.roles();
    let formerName: ((name: string) => string) | undefined;
    const chosen = ended === undefined ? [] : chosenIn(ended);
    const changed = chosen.length > 0 ? await changedSinceListed(context, chosen) : undefined;
    if (ended !== undefined && changed?.says !== undefined) {
      const left = listAfter(ended);
      // Whose mark is gone, and why, is said then.
      const isOfMarked = chosen.every((name) => left.view?.marked.includes(name));
      start = await stillMarked(context, { ...left, notice: isOfMarked ? nothingDone : changed.says }, listed);
      continue;
    }
    switch (ended?.tag) {
      case undefined:
      case 'nothing':
        return undefined;
      case 'failed':
        throw new Problem(ended.problem);
      case 'cancelled':
        return leaving(isDone);
      case 'command':
        return ended;
      case 'chosen':
      case 'opened': {
        const { entry } = ended;
        const profile = ended.tag === 'opened' ? ended.session.profile : ended.profile;
        const session = ended.tag === 'opened' ? ended.session : await orProblem(ofList.open(profile, purpose, entry));
        if (!(session instanceof Problem)) return { tag: 'opened', session, entry };
        start = { at: 'picker', filter: '', preselect: profile, notice: failedWith(session).notice };
        break;
      }
      case 'console': {
        const { openConsoles } = await import('./consoles-of-list.ts');
        const said = await openConsoles(context, ended.profiles, ofList);
        // No browser could be started: the person needs the address, which the list would cover.
        if (said.hasAnswer) return { tag: 'left' };
        if (said.isLeft) return leaving(isDone);
        isDone ||= said.opened.length > 0;
        const { notice, failed } = said;
        start = { ...ended.back, ...withoutMarks(ended.back, said.opened), notice, ...(failed && { failed }) };
        break;
      }
      case 'verb': {
        const { verb } = ended;
        if (verb === 'demo' || verb === 'doctor') return { tag: 'verb', verb };
        if (verb === 'login' || verb === 'login --console') {
          const wanted = { console: verb === 'login --console' };
          const said = await listening(context, async (shown) =>
            (await import('../../portals/login.ts')).signIn(wanted, shown, context.output.writeError),
          );
          isDone ||= said.isDone;
          start = { at: 'picker', filter: '', notice: said.notice };
          break;
        }
        if (ended.text !== undefined) return { tag: 'link', text: ended.text };
        const form = await formDone(context, ended);
        if (form === undefined) return leaving(isDone);
        start = form.start;
        formerName = form.formerName;
        isDone ||= form.isChanged || ended.verb === 'undo';
      }
    }
    start = await stillMarked(context, start, listed, formerName);
  }
}

/** The roles of the list with which something is to be done now. What is marked for later keeps nobody from it. */
function chosenIn(ended: UiResult): readonly string[] {
  switch (ended.tag) {
    case 'chosen':
      return [ended.profile];
    case 'console':
    case 'command':
      return ended.profiles;
    case 'verb':
      return isForm(ended.verb) ? [ended.profile ?? [], ended.source ?? []].flat() : [];
    default:
      return [];
  }
}

const isForm = (verb: string): boolean => verb === 'edit' || verb === 'add' || verb === 'keep';

/** The list as it was left, as far as that is known. */
function listAfter(ended: UiResult): ListStart {
  if (ended.tag === 'command') return { ...ended.back, command: ended.line };
  if ('back' in ended && ended.back !== undefined) return ended.back;
  return { at: 'picker', filter: '', ...('profile' in ended && { preselect: ended.profile }) };
}

/** @throws Cancelled where nothing was done before */
function leaving(isDone: boolean): Picked {
  if (isDone) return { tag: 'left' };
  throw new Cancelled();
}

const withoutMarks = ({ view }: ListStart, opened: readonly string[]): Pick<ListStart, 'view'> =>
  view === undefined ? {} : { view: { ...view, marked: view.marked.filter((profile) => !opened.includes(profile)) } };

/**
 * Does what a form is for, or takes the last edit back.
 * @returns how the list begins afterwards; undefined where the person ended the program
 */
async function formDone(
  context: Context,
  ended: Extract<UiResult, { tag: 'verb' }>,
): Promise<
  { readonly start: ListStart; readonly isChanged: boolean; readonly formerName: (name: string) => string } | undefined
> {
  const { verb } = ended;
  let { profile } = ended;
  const changes: Edited[] = [];
  const profiles: Context['profiles'] = {
    ...context.profiles,
    edit: async (edits, final) => {
      const edited = await context.profiles.edit(edits, final);
      if (edited.files.length > 0) changes.push(edited);
      return edited;
    },
  };
  const said = await listening({ ...context, profiles }, async (shown) => {
    if (verb === 'undo') {
      const { undoEdit } = await import('../../profiles/edit.ts');
      const outcome = await undoEdit(shown);
      profile = await nameNow(profile, context);
      return outcome;
    }
    if (verb === 'add')
      profile = await (await import('../../profiles/shared/add-profile.ts')).addInForm(shown, ended.source);
    else if (verb === 'keep' && profile !== undefined)
      [profile] = await (await import('../../portals/keep.ts')).keepRoles([profile], {}, shown);
    else if (profile !== undefined) return (await import('../../profiles/edit.ts')).editInForm(profile, shown);
    return done;
  });
  if (said.why instanceof Cancelled && !(said.why instanceof PassedOver)) return undefined;
  const last = changes.at(-1);
  const start: ListStart = {
    ...listWith(profile, ended),
    notice: said.notice === '' ? '' : `${said.notice}${undoText(last, said.notice)}`,
    undo: last !== undefined && last.final === undefined,
  };
  const formerName = (name: string): string => (name === profile && verb !== 'add' ? (ended.profile ?? name) : name);
  return { start, isChanged: last !== undefined, formerName };
}

/** The list after a form, with the role in focus that came out of it, under its present name. */
function listWith(profile: string | undefined, ended: Extract<UiResult, { tag: 'verb' }>): ListStart {
  const back = listAfter(ended);
  if (profile === undefined) return back;
  const { view } = back;
  const isNew = ended.verb === 'add';
  const marked = view?.marked.map((name) => (name === ended.profile ? profile : name)) ?? [];
  return {
    ...back,
    preselect: profile,
    ...(isNew && { filter: '' }),
    ...(view && { view: { ...view, marked, onlyRecent: view.onlyRecent && !isNew } }),
  };
}

/** Said behind what was done: how the list undoes it, or why nothing does. */
function undoText(edited: Edited | undefined, said: string): string {
  if (edited === undefined) return '';
  const text = edited.final === undefined ? 'Ctrl+Z undoes it.' : takenBack(edited.final, '');
  return said.includes(text) ? '' : ` ${text}`;
}

/** The name under which the list has a role, where its profile was just taken out: that of the role that was found. */
async function nameNow(profile: string | undefined, { profiles }: Context): Promise<string | undefined> {
  const read = await profiles.load();
  return profile === undefined ? undefined : unlessProblem(() => findProfile(read, profile)?.name);
}
