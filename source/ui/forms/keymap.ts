import { type FormCommand, type FormState, type Place, placeOf } from './model.ts';

/** A key of a form. */
export type FormBinding = {
  readonly command: FormCommand;
  readonly keys: readonly string[];
  /** The keys as the footer writes them. */
  readonly shown: string;
  /** A word or two for the footer; not in the footer without. */
  readonly label?: string;
  /** Why the key does nothing at the moment. */
  readonly disabled?: (state: FormState) => string | undefined;
};

const previous: FormBinding = { command: 'previous', keys: ['up', 'shift+tab', 'ctrl+p'], shown: '↑↓', label: 'move' };
const next: FormBinding = { command: 'next', keys: ['down', 'tab', 'ctrl+n'], shown: '↓' };
const toSubmit = 'submit';
const submit: FormBinding = { command: 'submit', keys: ['ctrl+s'], shown: 'ctrl+s', label: toSubmit };
const leave: FormBinding = { command: 'back', keys: ['esc'], shown: 'esc', label: 'leave' };
const cancel: FormBinding = { command: 'cancel', keys: ['ctrl+c'], shown: 'ctrl+c' };
const accept = (label: string): FormBinding => ({ command: 'accept', keys: ['enter'], shown: '⏎', label });

const editing: readonly FormBinding[] = [
  { command: 'left', keys: ['left', 'ctrl+b'], shown: '←' },
  { command: 'right', keys: ['right', 'ctrl+f'], shown: '→' },
  { command: 'home', keys: ['home', 'ctrl+a'], shown: 'home' },
  { command: 'end', keys: ['end', 'ctrl+e'], shown: 'end' },
  { command: 'erase', keys: ['backspace', 'delete'], shown: '⌫' },
  { command: 'eraseWord', keys: ['ctrl+w', 'alt+backspace', 'alt+\u007f'], shown: 'ctrl+w' },
  { command: 'eraseAll', keys: ['ctrl+u'], shown: 'ctrl+u' },
];

const offer: FormBinding = {
  command: 'offer',
  keys: ['ctrl+g'],
  shown: 'ctrl+g',
  label: 'generate',
  disabled: (state) => (offers(state) ? undefined : 'There is nothing to generate here.'),
};

function offers({ spec, focus }: FormState): boolean {
  const field = spec.fields[focus];
  return field?.kind === 'text' && field.offer !== undefined;
}

/** Every key of a form, by the place in focus. */
export const formKeymap: Readonly<Record<Place, readonly FormBinding[]>> = {
  text: [accept('next'), offer, previous, next, submit, leave, ...editing, cancel],
  toggle: [
    { command: 'flip', keys: [' ', 'left', 'right'], shown: 'space', label: 'yes or no' },
    accept('next'),
    previous,
    next,
    submit,
    leave,
    cancel,
  ],
  many: [accept('search'), previous, next, submit, leave, cancel],
  submit: [accept(toSubmit), previous, next, { ...submit, shown: 'ctrl+s' }, leave, cancel],
  search: [
    accept('take or leave'),
    { ...previous, keys: ['up', 'ctrl+p'], shown: '↑↓', label: 'choose' },
    { command: 'next', keys: ['down', 'ctrl+n'], shown: '↓' },
    { command: 'back', keys: ['esc', 'tab'], shown: 'esc', label: 'done' },
    ...editing,
    cancel,
  ],
};

/** What a key does in the place in focus. */
export const formBindingOf = (state: FormState, key: string): FormBinding | undefined =>
  formKeymap[placeOf(state)].find(({ keys }) => keys.includes(key));

/** The keys that the footer names. */
export const formFooter = (state: FormState): readonly FormBinding[] =>
  formKeymap[placeOf(state)]
    .filter(({ label, disabled }) => label !== undefined && disabled?.(state) === undefined)
    .map((binding) => (binding.label === toSubmit ? { ...binding, label: state.spec.action } : binding));
