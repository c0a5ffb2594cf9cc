import type { ReactNode } from 'react';
import { Question } from '../../components/question.tsx';
import { bodyCells } from '../../core/layout.ts';
import { called, type State } from '../../core/state.ts';
import { wrap } from '../../text/text.ts';
import type { CommandScreen } from './update.ts';

type Props = { readonly state: State; readonly screen: CommandScreen };

/** The command, and the roles in which it will run. */
export const Command = ({ state, screen }: Props): ReactNode => (
  <Question
    state={state}
    question={questionOf(state)}
    input={screen.input}
    below={wrap(namesOf(state), bodyCells(state.size))}
  />
);

const questionOf = ({ marked }: State): string =>
  marked.length === 1
    ? 'Which command should run in this role?'
    : `Which command should run in these ${marked.length} roles?`;

/** As the list shows them: this is the last look before something runs in several accounts. */
const namesOf = (state: State): string => state.marked.map((profile) => called(state, profile)).join(', ');

export const commandSpoken = (state: State, { input }: CommandScreen): readonly string[] => [
  `${questionOf(state)} ${namesOf(state)}`,
  `Command: ${input.text}`,
];
