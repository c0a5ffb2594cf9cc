import type { Lines } from '../../core/ports.ts';
import type { State } from '../../core/state.ts';
import { roleAt } from './list.ts';
import { filtered } from './relist.ts';
import { listedRoles } from './spoken.ts';
import { type MissingRole, missingRole } from './update.ts';

/**
 * The picker where nothing can be drawn: the list, then a question, until one role is left or its number is typed.
 * @returns the name of its profile, or the role without a profile that is to be added. @throws Cancelled at Ctrl+C or the end of input
 */
export async function chooseOnLines({ ask, tell }: Lines, first: State): Promise<string | MissingRole> {
  let state = first;
  for (;;) {
    if (state.list.count === 0) {
      const missing = missingRole(state);
      tell(missing?.title ?? `No role matches ${state.filter}.`);
      const typed = missing && (await ask('Enter adds one; or part of a name: '));
      if (missing && typed === '') return missing;
      state = filtered(state, typed ?? '');
      if (missing) continue;
    }
    for (const line of listedRoles(state)) tell(line);
    const typed = await ask(
      state.list.count === 1 ? 'Enter switches; or part of a name: ' : 'Number, or part of a name: ',
    );
    const chosen = roleAt(state.list, cursorTyped(typed, state));
    if (chosen !== undefined) return state.roles[chosen]?.name ?? '';
    state = filtered(state, typed);
  }
}

/** More digits than the list has lines are a part of an account's number. */
function cursorTyped(typed: string, { list }: State): number {
  if (typed === '') return list.count === 1 ? 0 : list.count;
  const number = /^\d{1,3}$/.test(typed) ? Number(typed) : 0;
  return number === 0 ? list.count : number - 1;
}
