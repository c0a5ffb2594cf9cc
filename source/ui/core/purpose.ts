import type { Purpose } from './ports.ts';
import type { State } from './state.ts';

type Words = {
  /** Behind Enter, in the footer. */
  readonly label: string;
  /** A line of the menu. */
  readonly line: string;
  /** A sentence for the help screen. */
  readonly help: string;
  /** Behind `Enter`, where nothing can be drawn. */
  readonly enter: string;
  /** Behind `Type a number and Enter to`. */
  readonly spoken: string;
  /** Behind `Type prod`, where a profile wants its name typed. */
  readonly confirm: string;
  /** While the session is being opened; the role comes behind `to`. */
  readonly doing: string;
  readonly to: string;
};

/** What becomes of a role, in words. */
const words: Readonly<Record<Purpose, Words>> = {
  switch: {
    label: 'switch',
    line: 'Switch, in a subshell',
    help: 'Switch to the role, in a subshell.',
    enter: 'switches',
    spoken: 'switch',
    confirm: 'to switch to it',
    doing: 'Switching',
    to: 'to',
  },
  console: {
    label: 'open console',
    line: 'Open the console, and leave',
    help: 'Open the console as the role, and leave the list.',
    enter: 'opens the console',
    spoken: 'open the console',
    confirm: 'to open its console',
    doing: 'Opening the console',
    to: 'as',
  },
  export: {
    label: 'export',
    line: 'Print the credentials',
    help: 'Print the credentials of the role.',
    enter: 'prints the credentials',
    spoken: 'print the credentials',
    confirm: 'to print its credentials',
    doing: 'Getting the credentials',
    to: 'of',
  },
  use: {
    label: 'continue',
    line: 'Continue',
    help: 'Continue with the role.',
    enter: 'continues',
    spoken: 'continue',
    confirm: 'to continue',
    doing: 'Getting the session',
    to: 'of',
  },
};

/** What becomes of a role, in words. */
export const purposeOf = ({ purpose }: Pick<State, 'purpose'>): Words => words[purpose];
