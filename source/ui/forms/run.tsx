import { Problem } from '../../problem.ts';
import { sizeOf } from '../core/layout.ts';
import type { UiTerminal } from '../core/ports.ts';
import { showOn } from '../terminal.tsx';
import type { FormPorts, FormSpec, Values } from './field.ts';
import { Form } from './form.tsx';
import type { FormEffect, FormState } from './model.ts';
import { fillOnLines } from './on-lines.ts';
import { createFormStore } from './state.ts';
import { atEnd } from './text-input.ts';

/**
 * Draws a form, or asks on lines, until the person submits it without a fault.
 * @returns undefined where they left it. @throws Cancelled where they end the questions
 */
export async function runForm(
  terminal: UiTerminal,
  spec: FormSpec,
  values: Values,
  ports: FormPorts,
): Promise<Values | undefined> {
  if (terminal.lines !== undefined) return fillOnLines(terminal.lines, spec, values, ports);
  const { promise: ended, resolve } = Promise.withResolvers<Values | undefined>();
  const store = createFormStore(firstState(terminal, spec, values, ports.notice), (effect: FormEffect, dispatch) => {
    if (effect.type === 'finish') resolve(effect.values);
    else dispatch({ type: 'offered', field: effect.field, text: ports.offer(effect.field) });
  });
  ports
    .items((items) => store.dispatch({ type: 'arrived', items }))
    .then(
      () => store.dispatch({ type: 'complete', note: undefined }),
      (error: unknown) => store.dispatch({ type: 'complete', note: whyNone(error) }),
    );
  return showOn(terminal, (theme) => <Form store={store} theme={theme} />, {
    ended,
    leave: () => resolve(undefined),
    resized: (size) => store.dispatch({ type: 'resized', size }),
  });
}

function firstState({ output, screenReader }: UiTerminal, spec: FormSpec, values: Values, notice?: string): FormState {
  const first = spec.fields.findIndex(({ id, kind }) => kind === 'text' && values[id] === '');
  const focus = notice === undefined ? Math.max(0, first) : 0;
  const text = values[spec.fields[focus]?.id ?? ''];
  return {
    spec,
    values,
    focus,
    caret: atEnd(typeof text === 'string' ? text : '').caret,
    left: new Set(),
    search: undefined,
    items: [],
    itemsNote: 'Loading …',
    changed: false,
    leaving: false,
    notice,
    size: sizeOf(output),
    screenReader,
  };
}

/** Without the list the form still works: the person can type an ARN. */
function whyNone(error: unknown): string {
  const title = error instanceof Problem ? error.text.title : 'The list cannot be loaded.';
  return `${title} An ARN can be typed.`;
}
