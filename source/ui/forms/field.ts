/** What a form asks for. */
export type Field =
  | TextField
  | { readonly kind: 'toggle'; readonly id: string; readonly label: string; readonly hint: string }
  /** Any number of things, found by searching. */
  | { readonly kind: 'many'; readonly id: string; readonly label: string; readonly hint: string };

export type TextField = {
  readonly kind: 'text';
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  /** What the form can fill in itself: `generate one`. */
  readonly offer?: string;
};

export type Value = string | boolean | readonly string[];
export type Values = Readonly<Record<string, Value>>;

/** Something that a field of many is made of. */
export type Item = { readonly id: string; readonly label: string; readonly note: string };

/** A line beside the fields: what comes of them. */
export type PreviewLine = {
  readonly text: string;
  readonly tone: 'plain' | 'muted' | 'warn' | 'bad';
  /** `#rrggbb` that the line stands for, shown as a bar before it. */
  readonly bar?: string;
};

/** A form: what it asks, and the pure functions that judge and show the answers. */
export type FormSpec = {
  readonly title: string;
  /** What the last line does. */
  readonly submit: string;
  /** The same in a word, for the footer: `create`. */
  readonly action: string;
  readonly fields: readonly Field[];
  /** What is wrong, by the field's id. */
  readonly check: (values: Values) => Readonly<Record<string, string | undefined>>;
  readonly preview: (values: Values) => readonly PreviewLine[];
  /** What the preview is of. */
  readonly previewTitle: string;
  /** Items that answer a query, best first. */
  readonly search: (items: readonly Item[], query: string) => readonly Item[];
  /** An item that the query itself names, such as an ARN of something that is not in the list. */
  readonly named: (query: string) => Item | undefined;
};

export const textOf = (values: Values, id: string): string => {
  const value = values[id];
  return typeof value === 'string' ? value : '';
};

export const listOf = (values: Values, id: string): readonly string[] => {
  const value = values[id];
  return Array.isArray(value) ? value : [];
};
