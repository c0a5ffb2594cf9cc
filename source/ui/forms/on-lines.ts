import { isYesTyped } from '../../domain/terminal/yes.ts';
import type { Lines } from '../core/ports.ts';
import {
  contentsOf,
  type Field,
  type FormPorts,
  type FormSpec,
  fieldsIn,
  type Item,
  listOf,
  orderedFields,
  textOf,
  type Values,
} from './field.ts';

/**
 * A form where nothing can be drawn: a question for each field, again while the answer has a fault, and one for each section;
 * then what it comes to.
 * @returns undefined where the person does not want it. @throws Cancelled at Ctrl+C or the end of input
 */
export async function fillOnLines(
  lines: Lines,
  spec: FormSpec,
  given: Values,
  { notice, offer, items }: FormPorts,
): Promise<Values | undefined> {
  const { ask, tell } = lines;
  tell(`${spec.title}. Enter keeps what is in brackets, - clears it.`);
  if (notice !== undefined) tell(notice);
  const known: Item[] = [];
  if (spec.fields.some(({ kind }) => kind === 'many')) {
    // Without the list, ARNs can still be typed.
    await items((arrived) => known.push(...arrived)).catch(() => undefined);
  }
  let values = given;
  const fill = async (fields: readonly Field[]): Promise<void> => {
    for (const field of fields) values = await filled(field, values, { lines, spec, known, offer });
  };
  await fill(fieldsIn(spec));
  for (const { id, label } of spec.sections) {
    const inside = fieldsIn(spec, id);
    if (inside.length === 0) continue;
    const wanted = await ask(`${label}: ${contentsOf(spec, id)}? [y/N] `);
    if (isYesTyped(wanted)) await fill(inside);
  }
  const wrong = (): readonly Field[] => {
    const faults = spec.check(values);
    return orderedFields(spec).filter(({ id }) => faults[id] !== undefined);
  };
  for (let left = wrong(); left.length > 0; left = wrong()) await fill(left);
  tell(`${spec.previewTitle}:`);
  for (const { text } of spec.preview(values)) tell(`  ${text}`);
  const agreed = await ask(`${spec.submit}? [Y/n] `);
  return agreed === '' || isYesTyped(agreed) ? values : undefined;
}

type Filling = Pick<FormPorts, 'offer'> & {
  readonly lines: Lines;
  readonly spec: FormSpec;
  /** What a field of many can be chosen from. */
  readonly known: readonly Item[];
};

/** Asks for one field until its answer has no fault. */
async function filled(field: Field, values: Values, filling: Filling): Promise<Values> {
  const { ask, tell } = filling.lines;
  const { id, label, hint, required } = field;
  const offered = field.kind === 'text' && field.offer !== undefined ? ` Type + to ${field.offer}.` : '';
  tell(`${label}: ${required ? 'Required. ' : ''}${hint}${offered}`);
  for (;;) {
    const typed = await ask(`${label}${standing(field, values)}: `);
    const read = typed === '' ? { value: values[id] ?? '' } : valueTyped(field, typed, filling);
    if ('fault' in read) {
      tell(`  ${read.fault}`);
      continue;
    }
    const next = { ...values, [id]: read.value };
    const fault = filling.spec.check(next)[id];
    if (fault === undefined) return next;
    tell(`  ${fault}`);
  }
}

/** The value that Enter keeps. */
function standing({ id, kind }: Field, values: Values): string {
  if (kind === 'toggle') return values[id] === true ? ' [yes]' : ' [no]';
  const text = kind === 'many' ? listOf(values, id).join(', ') : textOf(values, id);
  return text === '' ? '' : ` [${text}]`;
}

type Read = { readonly value: Values[string] } | { readonly fault: string };

function valueTyped(field: Field, typed: string, { spec, known, offer }: Filling): Read {
  switch (field.kind) {
    case 'text':
      if (typed === '+' && field.offer !== undefined) return { value: offer(field.id) };
      return { value: typed === '-' ? '' : typed };
    case 'toggle':
      return /^(y(es)?|no?|-)$/i.test(typed) ? { value: isYesTyped(typed) } : { fault: 'Type yes or no.' };
    case 'many':
      return typed === '-' ? { value: [] } : itemsTyped(typed, spec, known);
  }
}

/** Items by their names or ARNs, with commas. */
function itemsTyped(typed: string, spec: FormSpec, known: readonly Item[]): Read {
  const value: string[] = [];
  for (const query of typed.split(/[,\s]+/).filter(Boolean)) {
    const found = spec.search(known, query);
    const item = spec.named(query) ?? found.find(({ label }) => label.toLowerCase() === query.toLowerCase());
    if (item === undefined) {
      const near = found.slice(0, 5).map(({ label }) => label);
      return { fault: `There is no ${query}.${near.length > 0 ? ` Found: ${near.join(', ')}.` : ''}` };
    }
    value.push(item.id);
  }
  return { value };
}
