import { plain } from '../../domain/display/sanitize.ts';
import { boundTo } from '../core/press.ts';
import { type Binding, footerKeys, help, type ScreenParts } from '../core/screen.ts';
import type { Screen, Screens, State, Tag } from '../core/state.ts';
import { Colors, colorsSpoken } from './colors/screen.tsx';
import { colorsKeys, colorsTyped } from './colors/update.ts';
import { Command, commandSpoken } from './command/screen.tsx';
import { commandKeys, commandTyped } from './command/update.ts';
import { Confirm, confirmSpoken } from './confirm/screen.tsx';
import { confirmKeys, confirmTyped } from './confirm/update.ts';
import { Copy, copySpoken } from './copy/screen.tsx';
import { copyKeys } from './copy/update.ts';
import { Devices, devicesSpoken } from './devices/screen.tsx';
import { devicesKeys, devicesTyped } from './devices/update.ts';
import { Empty, emptySpoken } from './empty/screen.tsx';
import { emptyKeys, emptyPasted } from './empty/update.ts';
import { Explain, explainSpoken } from './explain/screen.tsx';
import { explainKeys } from './explain/update.ts';
import { Help, helpSpoken } from './help/screen.tsx';
import { helpKeys } from './help/update.ts';
import { Link, linkSpoken } from './link/screen.tsx';
import { linkKeys, linkPasted, linkTyped } from './link/update.ts';
import { Menu, menuSpoken } from './menu/screen.tsx';
import { roleMenuKeys } from './menu/update.ts';
import { Mfa, mfaSpoken } from './mfa/screen.tsx';
import { mfaKeys, mfaPasted, mfaTicked, mfaTime, mfaTyped } from './mfa/update.ts';
import { pickerKeys } from './picker/keys.ts';
import { Picker } from './picker/screen.tsx';
import { pickerSpoken } from './picker/spoken.ts';
import { pickerPasted, pickerTyped } from './picker/update.ts';
import { Problem, problemSpoken } from './problem/screen.tsx';
import { problemKeys } from './problem/update.ts';
import { Remember, rememberSpoken } from './remember/screen.tsx';
import { rememberKeys } from './remember/update.ts';
import { SignIn, signInSpoken } from './sign-in/screen.tsx';
import { signInKeys, signInPasted, signInTime, signInTyped } from './sign-in/update.ts';
import { Unlock, unlockSpoken } from './unlock/screen.tsx';
import { unlockKeys, unlockTyped } from './unlock/update.ts';
import { Working, workingSpoken } from './working/screen.tsx';
import { workingKeys, workingTyped } from './working/update.ts';

/**
 * Every screen. A screen is a folder: `screen.tsx` draws it, and says it for a screen reader; `update.ts` has its state, its keys
 * with what they do, and its other changes. Where keys or spoken lines are long they have a file of their own, `keys.ts`, `spoken.ts`.
 */
const drawn: { readonly [T in Tag]: ScreenParts<Screens[T]> } = {
  picker: { component: Picker, keys: pickerKeys, spoken: pickerSpoken, typed: pickerTyped, pasted: pickerPasted },
  empty: { component: Empty, keys: emptyKeys, spoken: emptySpoken, pasted: emptyPasted },
  link: { component: Link, keys: linkKeys, spoken: linkSpoken, typed: linkTyped, pasted: linkPasted },
  menu: { component: Menu, keys: roleMenuKeys, spoken: menuSpoken },
  colors: { component: Colors, keys: colorsKeys, spoken: colorsSpoken, typed: colorsTyped },
  command: { component: Command, keys: commandKeys, spoken: commandSpoken, typed: commandTyped },
  copy: { component: Copy, keys: copyKeys, spoken: copySpoken },
  explain: { component: Explain, keys: explainKeys, spoken: explainSpoken },
  confirm: { component: Confirm, keys: confirmKeys, spoken: confirmSpoken, typed: confirmTyped },
  working: { component: Working, keys: workingKeys, spoken: workingSpoken, typed: workingTyped },
  mfa: {
    component: Mfa,
    keys: mfaKeys,
    spoken: mfaSpoken,
    typed: mfaTyped,
    pasted: mfaPasted,
    ticked: mfaTicked,
    shownTime: mfaTime,
  },
  devices: { component: Devices, keys: devicesKeys, spoken: devicesSpoken, typed: devicesTyped },
  'sign-in': {
    component: SignIn,
    keys: signInKeys,
    spoken: signInSpoken,
    typed: signInTyped,
    pasted: signInPasted,
    shownTime: signInTime,
  },
  unlock: { component: Unlock, keys: unlockKeys, spoken: unlockSpoken, typed: unlockTyped, pasted: unlockTyped },
  remember: { component: Remember, keys: rememberKeys, spoken: rememberSpoken },
  problem: { component: Problem, keys: problemKeys, spoken: problemSpoken },
  help: { component: Help, keys: helpKeys, spoken: helpSpoken },
};

/** Screens in which `?` is text. */
const textual: readonly Tag[] = ['picker', 'confirm', 'colors', 'command', 'link', 'unlock'];

/** A screen's keys, and the help screen that explains them. */
function withHelp([tag, parts]: [string, ScreenParts]): [string, ScreenParts] {
  if (parts.keys.some(({ command }) => command === 'help') || tag === 'help') return [tag, parts];
  const run: Binding['run'] = (state, behind) => {
    const useful = keys.filter(({ only }) => only?.(behind, state) ?? true);
    return [{ ...state, notice: undefined, screen: { tag: 'help', behind, keys: useful, top: 0 } }];
  };
  const keys: readonly Binding[] = [...parts.keys, { ...help(textual.includes(tag as Tag)), run }];
  return [tag, { ...parts, keys }];
}

const screens = Object.fromEntries(Object.entries(drawn as Record<Tag, ScreenParts>).map(withHelp)) as Record<
  Tag,
  ScreenParts
>;

/** The parts of a screen. */
export const partsOf = (screen: Screen): ScreenParts => screens[screen.tag];

/** Every key of every screen. */
export const keymap = Object.fromEntries(Object.entries(screens).map(([tag, { keys }]) => [tag, keys])) as Readonly<
  Record<Tag, readonly Binding[]>
>;

/** What a key does on a screen. */
export const bindingOf = (tag: Tag, key: string): Binding | undefined => boundTo(keymap[tag], key);

/**
 * The keys that the footer of a screen names.
 * @param state leaves out the keys that have nothing to do at the moment
 */
export const footerOf = (tag: Tag, state?: State): readonly Binding[] => footerKeys(keymap[tag], state);

/** The screen as lines of text, for a screen reader. */
export function spokenLines(state: State): readonly string[] {
  const { screen, notice } = state;
  const keys = footerOf(screen.tag, state).map(
    ({ keys, shown, label }) => `${shown === '↑↓' ? 'up and down' : keys[0]} ${label}`,
  );
  return [...partsOf(screen).spoken(state, screen), ...(notice ? [notice] : []), keys.join(', ')].map(plain);
}
