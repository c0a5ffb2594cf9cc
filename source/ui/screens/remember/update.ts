import { foundNote } from '../../../domain/sessions/open/devices.ts';
import type { FoundDevice, Session } from '../../../domain/sessions/session.ts';
import type { Next } from '../../core/actions.ts';
import type { Command } from '../../core/keymap.ts';
import type { State } from '../../core/model.ts';
import type { Entry } from '../../core/ports.ts';
import { choosing } from '../../core/updates/choosing.ts';

/** The role is open; the device that opened it stands in no profile. */
export function offered(state: State, session: Session, found: FoundDevice, entry: Entry): Next {
  const { profile } = session;
  const screen = { tag: 'remember', profile, entry, session, found, cursor: 0, writing: false } as const;
  return [{ ...state, notice: undefined, screen }];
}

/** Keys while the line is offered; whatever is chosen, the switch goes on. */
export function rememberCommand(state: State, command: Command): Next {
  const { screen } = state;
  if (screen.tag !== 'remember' || screen.writing) return [state];
  return choosing(state, screen, command, (chose) =>
    chose === 'write'
      ? [
          { ...state, screen: { ...screen, writing: true } },
          { type: 'remember', found: screen.found },
        ]
      : entered(state, []),
  );
}

/** The line is written, or why it is not. */
export const remembered = (state: State, note: string): Next => entered(state, [note]);

/** Into the role. What was offered here need not be said again. */
function entered(state: State, told: readonly string[]): Next {
  const { screen } = state;
  if (screen.tag !== 'remember') return [state];
  const { entry, found, session } = screen;
  const notes = [...session.notes.filter((note) => note !== foundNote(found)), ...told];
  return [state, { type: 'finish', result: { tag: 'opened', session: { ...session, notes }, entry } }];
}
