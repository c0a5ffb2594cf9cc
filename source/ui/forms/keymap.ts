import { editingKeys } from '../core/editing.ts';
import type { Size } from '../core/layout.ts';
import { boundTo } from '../core/press.ts';
import { first, last, pageDown, pageUp, vimDown, vimUp } from '../core/screen.ts';
import { type ScrollSize, scrolls } from '../core/scroll.ts';
import { type KeyHelp, keyRows } from '../text/key-rows.ts';
import { formLayout } from './layout.ts';
import { type FormCommand, type FormState, fieldOf, type Place, placeOf } from './model.ts';

/** A key of a form. */
export type FormBinding = {
  readonly command: FormCommand;
  readonly keys: readonly string[];
  /** The keys as the footer writes them. */
  readonly shown: string;
  /** A word or two for the footer; not in the footer without. */
  readonly label?: string;
  /** A sentence for the help screen. */
  readonly help: string;
  /** Why the key does nothing at the moment. */
  readonly disabled?: (state: FormState) => string | undefined;
};

const previous: FormBinding = {
  command: 'previous',
  keys: ['up', 'shift+tab', 'ctrl+p'],
  shown: '↑↓',
  label: 'move',
  help: 'Go to the line above.',
};
const next: FormBinding = {
  command: 'next',
  keys: ['down', 'tab', 'ctrl+n'],
  shown: '↓',
  help: 'Go to the line below.',
};
const toSubmit = 'submit';
const toScroll = 'scroll';
const submit: FormBinding = {
  command: 'submit',
  keys: ['ctrl+s'],
  shown: 'ctrl+s',
  label: toSubmit,
  help: 'Submit the form, from any line.',
};
const help: FormBinding = {
  command: 'help',
  keys: ['F1', 'ctrl+/'],
  shown: 'F1',
  label: 'help',
  help: 'Show every key of this line.',
};
const leave: FormBinding = {
  command: 'back',
  keys: ['esc'],
  shown: 'esc',
  label: 'leave',
  help: 'Leave the form; press it twice if you typed something.',
};
const cancel: FormBinding = { command: 'cancel', keys: ['ctrl+c'], shown: 'ctrl+c', help: 'Leave at once.' };
const accept = (label: string, sentence: string): FormBinding => ({
  command: 'accept',
  keys: ['enter'],
  shown: '⏎',
  label,
  help: sentence,
});

const offer: FormBinding = {
  command: 'offer',
  keys: ['ctrl+g'],
  shown: 'ctrl+g',
  label: 'generate',
  help: 'Fill in the field, if a value can be generated.',
  disabled: (state) => (offers(state) ? undefined : 'There is nothing to generate here.'),
};

function offers(state: FormState): boolean {
  const field = fieldOf(state);
  return field?.kind === 'text' && field.offer !== undefined;
}

const toNext = accept('next', 'Go to the next line.');

/** Every key of a form, by the place in focus. */
export const formKeymap: Readonly<Record<Place, readonly FormBinding[]>> = {
  text: [toNext, offer, submit, previous, next, help, leave, ...editingKeys, cancel],
  toggle: [
    {
      command: 'flip',
      keys: [' ', 'left', 'right'],
      shown: 'space',
      label: 'yes or no',
      help: 'Switch between yes and no.',
    },
    toNext,
    submit,
    previous,
    next,
    help,
    leave,
    cancel,
  ],
  many: [accept('search', 'Choose from a list.'), submit, previous, next, help, leave, cancel],
  section: [
    accept('open', 'Open or close the section.'),
    { command: 'flip', keys: [' '], shown: 'space', help: 'Open or close the section, and stay here.' },
    { command: 'unfold', keys: ['right'], shown: '→', help: 'Open the section.' },
    { command: 'fold', keys: ['left'], shown: '←', help: 'Close the section.' },
    submit,
    previous,
    next,
    help,
    leave,
    cancel,
  ],
  submit: [accept(toSubmit, 'Submit the form.'), previous, next, { ...submit, shown: 'ctrl+s' }, help, leave, cancel],
  search: [
    accept('add or remove', 'Add it, or remove it.'),
    { ...previous, keys: ['up', 'ctrl+p'], shown: '↑↓', label: 'choose', help: 'Move up.' },
    { command: 'next', keys: ['down', 'ctrl+n'], shown: '↓', help: 'Move down.' },
    help,
    { command: 'back', keys: ['esc', 'tab'], shown: 'esc', label: 'done', help: 'Back to the form.' },
    ...editingKeys,
    cancel,
  ],
  help: [
    { ...previous, keys: vimUp.keys, label: toScroll, help: 'Scroll up.' },
    { ...next, keys: vimDown.keys, help: 'Scroll down.' },
    { command: pageUp.command, keys: pageUp.keys, shown: pageUp.shown, help: 'Go up one page.' },
    { command: pageDown.command, keys: pageDown.keys, shown: pageDown.shown, help: 'Go down one page.' },
    { command: first.command, keys: first.keys, shown: first.shown, help: 'Go to the beginning.' },
    { command: last.command, keys: last.keys, shown: last.shown, help: 'Go to the end.' },
    {
      command: 'back',
      keys: ['esc', 'enter', '?', 'F1', 'ctrl+/', 'q'],
      shown: 'esc',
      label: 'back',
      help: 'Back to the form.',
    },
    cancel,
  ],
};

/** What a key does in the place in focus. */
export const formBindingOf = (state: FormState, key: string): FormBinding | undefined =>
  boundTo(formKeymap[placeOf(state)], key);

/** The keys that the footer names, the way out last. */
export const formFooter = (state: FormState): readonly (FormBinding & { readonly label: string })[] => {
  const row = formKeymap[placeOf(state)].flatMap((binding) => {
    const { label, disabled } = binding;
    if (label === undefined || disabled?.(state) !== undefined) return [];
    if (label === toScroll && !scrolls(helpSize(state), state)) return [];
    return [{ ...binding, label: label === toSubmit ? state.spec.action : label }];
  });
  return row;
};

/** Cells of a line of the help screen, without the scroll bar and the blank before it. */
export const helpCells = ({ columns }: Size): number => Math.max(8, columns - 4);

/** The lines of the help screen: keys, and what they do in the place that was in focus. */
export const helpRows = (state: FormState): readonly KeyHelp[] =>
  keyRows(helpLines({ ...state, help: undefined }), helpCells(state.size));

export const helpSize = (state: FormState): ScrollSize => ({
  count: helpRows(state).length,
  rows: formLayout(state).body,
});

/** Keys, and what they do in the place in focus. */
export const helpLines = (state: FormState): readonly KeyHelp[] =>
  formKeymap[placeOf(state)]
    .filter(({ disabled }) => disabled?.(state) === undefined)
    .map(({ keys, help }) => [
      keys
        .filter((key) => !key.startsWith('alt+'))
        .map((key) => (key === ' ' ? 'space' : key))
        .join(', '),
      help,
    ]);
