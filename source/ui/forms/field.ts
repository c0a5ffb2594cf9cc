/** What every field of a form has. */
type Described = {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  /** The form cannot be submitted without it. */
  readonly required?: boolean;
  /** The section that it lies in, which is folded until the person opens it. */
  readonly section?: string;
};

/** A field of a form. */
export type Field =
  | TextField
  | (Described & { readonly kind: 'toggle' })
  /** Any number of things, found by searching. */
  | (Described & { readonly kind: 'many' });

type TextField = Described & {
  readonly kind: 'text';
  /** The text that the form can fill in itself: `generate one`. */
  readonly offer?: string;
};

/** A part of a form that is folded until the person opens it. */
export type Section = { readonly id: string; readonly label: string };

export type Value = string | boolean | readonly string[];
export type Values = Readonly<Record<string, Value>>;

/** An item of a field of many. */
export type Item = { readonly id: string; readonly label: string; readonly note: string };

/** A line of the preview. */
export type PreviewLine = {
  readonly text: string;
  readonly tone: 'plain' | 'muted' | 'warn' | 'bad';
  /** A colour, `#rrggbb`, shown as a bar before the line. */
  readonly bar?: string;
};

/** A form: its fields, and the pure functions that check and preview the values. */
export type FormSpec = {
  readonly title: string;
  /** Text of the last line, which submits. */
  readonly submit: string;
  /** The same in a word, for the footer: `create`. */
  readonly action: string;
  readonly fields: readonly Field[];
  /** The sections of the fields, in their order below the fields that lie in none. */
  readonly sections: readonly Section[];
  /** Faults, by the field's id. */
  readonly check: (values: Values) => Readonly<Record<string, string | undefined>>;
  readonly preview: (values: Values) => readonly PreviewLine[];
  /** Heading of the preview. */
  readonly previewTitle: string;
  /** Items that match a query, best first. */
  readonly search: (items: readonly Item[], query: string) => readonly Item[];
  /** An item that the query itself names: an ARN that is not in the list. */
  readonly named: (query: string) => Item | undefined;
};

/** The form's functions for all that touches the world. */
export type FormPorts = {
  /** A text that the form fills in itself, for a field that offers one. */
  readonly offer: (field: string) => string;
  /** Loads the items of the fields of many, as they arrive; resolves after the last. */
  readonly items: (arrived: (items: readonly Item[]) => void) => Promise<void>;
  /** A sentence for the person, shown at once. */
  readonly notice?: string;
};

/** The fields of a section; those that lie in none, without one. */
export const fieldsIn = ({ fields }: FormSpec, section?: string): readonly Field[] =>
  fields.filter((field) => field.section === section);

/** `Display name, colour, group`: what a folded section has in it. */
export const contentsOf = (spec: FormSpec, section: string): string =>
  fieldsIn(spec, section)
    .map(({ label }, at) =>
      at === 0 || /^[A-Z]{2}/.test(label) ? label : `${label[0]?.toLowerCase()}${label.slice(1)}`,
    )
    .join(', ');

/** Every field, in the order in which they are read. */
export const orderedFields = (spec: FormSpec): readonly Field[] => [
  ...fieldsIn(spec),
  ...spec.sections.flatMap(({ id }) => fieldsIn(spec, id)),
];

export const textOf = (values: Values, id: string): string => {
  const value = values[id];
  return typeof value === 'string' ? value : '';
};

export const listOf = (values: Values, id: string): readonly string[] => {
  const value = values[id];
  return Array.isArray(value) ? value : [];
};
