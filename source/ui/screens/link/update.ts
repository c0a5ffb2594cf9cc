import { linkIn } from '../../../domain/profiles/looks/links.ts';
import type { Next } from '../../core/actions.ts';
import { lineKeys } from '../../core/editing.ts';
import { accept, type Binding, back, cancel, home } from '../../core/screen.ts';
import type { State } from '../../core/state.ts';
import { blank, insertShown, type TextInput } from '../../text/text-input.ts';

/** A switch-role link is asked for, which becomes the first profile. */
export type LinkScreen = { readonly tag: 'link'; readonly input: TextInput };

declare module '../../core/state.ts' {
  interface Screens {
    link: LinkScreen;
  }
}

/** Opens the screen. */
export const askingLink = (state: State): Next => [
  { ...state, notice: undefined, screen: { tag: 'link', input: blank } },
];

/** The profile of a link, in the form that adds it; other texts are refused in the footer. */
export function linkGiven(state: State, text: string): Next {
  const link = linkIn(text);
  if (!link) return [{ ...state, notice: 'That is not a switch-role link: signin.aws.amazon.com/switchrole?…' }];
  return [state, { type: 'finish', result: { tag: 'verb', verb: 'add', text: link } }];
}

const withInput = (state: State, screen: LinkScreen, input: TextInput): Next => [
  { ...state, notice: undefined, screen: { ...screen, input } },
];

export const linkKeys: readonly Binding<LinkScreen>[] = [
  { ...accept('add', 'Make a profile from the link.'), run: (state, { input }) => linkGiven(state, input.text) },
  ...lineKeys(withInput),
  { ...back('back', 'Back to the other choices.'), run: home },
  cancel,
];

export const linkTyped = (state: State, screen: LinkScreen, text: string): Next =>
  withInput(state, screen, insertShown(screen.input, text));

/** All of it: what is a link needs no Enter. */
export function linkPasted(state: State, screen: LinkScreen, text: string): Next {
  const [next] = linkTyped(state, screen, text.trim());
  return linkGiven(next, text);
}
