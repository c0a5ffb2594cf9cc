import type { ReactNode } from 'react';
import { Choices } from '../../components/choices.tsx';
import { Page } from '../../components/page.tsx';
import { bodyRows } from '../../core/layout.ts';
import { choiceLines } from '../../core/screen.ts';
import { namedInFull, type State } from '../../core/state.ts';
import { type MenuScreen, menuLabel, menuTold, roleMenuKeys } from './update.ts';

/** What can be done with a role. */
export const Menu = ({ state, screen }: { readonly state: State; readonly screen: MenuScreen }): ReactNode => (
  <Page state={state}>
    <Choices
      state={state}
      keys={roleMenuKeys}
      cursor={screen.cursor}
      rows={bodyRows(state, true)}
      labelOf={(binding) => menuLabel(state, screen.profile, binding)}
    />
  </Page>
);

export const menuSpoken = (state: State, { profile, cursor }: MenuScreen): readonly string[] => [
  `${namedInFull(state, profile)}:`,
  ...choiceLines(roleMenuKeys, state, cursor, (binding) => menuTold(state, profile, binding)),
];
