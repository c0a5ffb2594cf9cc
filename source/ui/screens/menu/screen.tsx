import type { ReactNode } from 'react';
import { Choices } from '../../components/choices.tsx';
import { Page } from '../../components/page.tsx';
import { type Binding, choicesOf } from '../../core/keymap.ts';
import type { Screen, State } from '../../core/model.ts';
import { hiddenCount } from '../../core/select.ts';
import { bodyRows } from '../../picker/layout.ts';

type Props = { readonly state: State; readonly screen: Extract<Screen, { tag: 'menu' }> };

/** What can be done with a role. */
export const Menu = ({ state, screen }: Props): ReactNode => (
  <Page state={state}>
    <Choices
      state={state}
      choices={choicesOf('menu')}
      cursor={screen.cursor}
      rows={bodyRows(state.size, true)}
      labelOf={(binding) => menuLabel(state, screen.profile, binding)}
    />
  </Page>
);

/** Says which way a switch would go. */
export function menuLabel(
  { preferences, showHidden, ...state }: State,
  profile: string,
  { command, label }: Binding,
): string {
  const hidden = hiddenCount({ preferences, showHidden, ...state });
  if (command === 'favourite')
    return preferences.favourites.includes(profile) ? 'No longer a favourite' : 'Make it a favourite';
  if (command === 'hide') return preferences.hidden.includes(profile) ? 'Show in the list again' : 'Hide from the list';
  if (command !== 'showHidden') return label;
  return `${showHidden ? 'Keep hidden roles out again' : 'Show hidden roles'} (${hidden})`;
}
