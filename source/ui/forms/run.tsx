import { Cancelled, Problem } from '../../problem.ts';
import { sizeOf } from '../core/layout.ts';
import type { UiTerminal } from '../core/ports.ts';
import { createStore } from '../core/store.ts';
import { showOn } from '../terminal.tsx';
import { atEnd } from '../text/text-input.ts';
import type { FormPorts, FormSpec, Values } from './field.ts';
import { Form } from './form.tsx';
import { type FormEffect, type FormState, isEmpty, rowsOf } from './model.ts';
import { fillOnLines } from './on-lines.ts';
import { inputOf, updateForm } from './state.ts';

/**
 * Draws a form, or asks on lines, until the person submits it without a fault.
 * @returns undefined where they left it. @throws Cancelled at Ctrl+C or the end of input
 */
export async function runForm(
  terminal: UiTerminal,
  spec: FormSpec,
  values: Values,
  ports: FormPorts,
): Promise<Values | undefined> {
  if (terminal.lines !== undefined) return fillOnLines(terminal.lines, spec, values, ports);
  const { promise: ended, resolve, reject } = Promise.withResolvers<Values | undefined>();
  const store = createStore([firstState(terminal, spec, values, ports.notice)], {
    update: updateForm,
    run: (effect: FormEffect, dispatch) => {
      if (effect.type === 'finish') resolve(effect.values);
      else if (effect.type === 'cancel') reject(new Cancelled());
      else dispatch({ type: 'offered', field: effect.field, text: ports.offer(effect.field) });
    },
  });
  ports
    .items((items) => store.dispatch({ type: 'arrived', items }))
    .then(
      () => store.dispatch({ type: 'complete', note: undefined }),
      (error: unknown) => store.dispatch({ type: 'complete', note: whyNone(error) }),
    );
  return showOn(terminal, (theme) => <Form store={store} theme={theme} />, {
    ended,
    leave: () => reject(new Cancelled()),
    resized: (size) => store.dispatch({ type: 'resized', size }),
  });
}

function firstState({ output, screenReader }: UiTerminal, spec: FormSpec, values: Values, notice?: string): FormState {
  const unfolded: ReadonlySet<string> = new Set();
  const rows = rowsOf({ spec, unfolded });
  const empty = rows.findIndex((row) => row.kind === 'field' && row.field.required && isEmpty(values, row.field));
  const focus = notice === undefined ? Math.max(0, empty) : 0;
  const state = {
    spec,
    values,
    focus,
    unfolded,
    caret: 0,
    left: new Set<string>(),
    search: undefined,
    help: undefined,
    items: [],
    itemsNote: 'Loading …',
    // A form that comes again has what was typed before.
    changed: notice !== undefined,
    leaving: false,
    notice,
    size: sizeOf(output),
    screenReader,
  };
  return { ...state, caret: atEnd(inputOf(state).text).caret };
}

/** Without the list the form still works: the person can type an ARN. */
function whyNone(error: unknown): string {
  const title = error instanceof Problem ? error.text.title : 'The list cannot be loaded.';
  return `${title} You can type an ARN.`;
}
