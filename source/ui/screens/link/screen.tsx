import type { ReactNode } from 'react';
import { Question } from '../../components/question.tsx';
import { textCells } from '../../core/layout.ts';
import type { State } from '../../core/state.ts';
import { wrap } from '../../text/text.ts';
import type { LinkScreen } from './update.ts';

type Props = { readonly state: State; readonly screen: LinkScreen };

const question = 'Paste the switch-role link.';
const about = "You get it from the role's owner. It begins with https://signin.aws.amazon.com/switchrole.";

/** Asks for a switch-role link. */
export const Link = ({ state, screen }: Props): ReactNode => (
  <Question state={state} question={question} input={screen.input} below={wrap(about, textCells(state.size))} />
);

export const linkSpoken = (_: State, { input }: LinkScreen): readonly string[] => [
  `${question} ${about}`,
  `Link: ${input.text}`,
];
