import fc from 'fast-check';
import { plain } from '../../../source/domain/display/sanitize.ts';
import type { Action, Command } from '../../../source/ui/core/actions.ts';
import { type InkKey, keysOf } from '../../../source/ui/core/keys.ts';
import { update } from '../../../source/ui/core/reducer.ts';
import type { State } from '../../../source/ui/core/state.ts';
import { bindingOf, keymap, spokenLines } from '../../../source/ui/screens/screens.tsx';
import { question, sessionOf } from '../../ui/helpers/ports.ts';
import { companyRoles, role } from '../../ui/helpers/roles.ts';
import { started } from '../../ui/helpers/start.ts';
import { hostile } from '../inputs.ts';
import { assertShowable, target } from '../target.ts';

const flags = [
  ...['upArrow', 'downArrow', 'leftArrow', 'rightArrow', 'pageUp', 'pageDown', 'home', 'end', 'return', 'escape'],
  ...['tab', 'shift', 'backspace', 'delete', 'ctrl', 'meta'],
] as const;
const unpressed = Object.fromEntries(flags.map((flag) => [flag, false])) as InkKey;

/** What Ink reports: a named key, a letter with a modifier, or text that came in one piece. */
const press = fc.oneof(
  fc.constantFrom(...flags).map((flag) => ({ text: '', key: { ...unpressed, [flag]: true } })),
  fc.constantFrom('c', 's', 'u', 'w', 'n', 'p', 'x').map((text) => ({ text, key: { ...unpressed, ctrl: true } })),
  fc.oneof(fc.constantFrom('p', 'prod', '?', '1', '123456', 'q', 'r', 's', 'l', 'o', '\r'), hostile).map((text) => ({
    text,
    key: unpressed,
  })),
);
const commands = [...new Set(Object.values(keymap).flatMap((bindings) => bindings.map(({ command }) => command)))];
const id = fc.nat({ max: 2 });

/** What happens without the person, whenever it likes. */
const event: fc.Arbitrary<Action> = fc.oneof(
  fc.constantFrom<Command>(...commands).map((command) => ({ type: 'command' as const, command })),
  hostile.map((text) => ({ type: 'pasted' as const, text })),
  fc
    .record({ columns: fc.integer({ min: 1, max: 400 }), rows: fc.integer({ min: 1, max: 80 }) })
    .map((size) => ({ type: 'resized' as const, size })),
  fc.nat().map((now) => ({ type: 'ticked' as const, now })),
  fc
    .tuple(id, fc.integer({ min: 1, max: 4 }), hostile, fc.array(hostile, { maxLength: 2 }))
    .map(([id, attempt, reason, labels]) => {
      const named = labels.map((label) => ({ serial: label, label }));
      const more = named.length > 0 ? { others: named, unusable: named } : {};
      return { type: 'asked' as const, id, question: question({ attempt, reason, ...more }) };
    }),
  fc.tuple(id, hostile).map(([id, at]) => ({ type: 'offered' as const, id, to: 'the AWS console' as const, at })),
  fc.tuple(id, hostile).map(([id, text]) => {
    const page = { ...(id % 2 === 0 && { userCode: text }), url: text, byHand: text, expiresAt: 0 };
    return { type: 'signInPage' as const, id, page };
  }),
  fc.tuple(id, hostile).map(([id, title]) => ({ type: 'refused' as const, id, problem: { code: 'x', title } })),
  fc.tuple(id, hostile).map(([id, text]) => ({
    type: 'progressed' as const,
    id,
    event: { step: 'source' as const, state: 'started' as const, text },
  })),
  fc.tuple(id, hostile, fc.boolean()).map(([id, name, isFound]) => {
    const session = { ...sessionOf(name), ...(isFound && { found: { serial: name, profile: name } }) };
    return { type: 'opened' as const, id, session };
  }),
  hostile.map((code) => ({ type: 'hinted' as const, serial: 's', code })),
  hostile.map((reason) => ({ type: 'unsaved' as const, reason })),
  id.map((id) => ({ type: 'withdrawn' as const, id })),
);

/** As `use-keys.ts` reads a key, without React. */
function pressed(state: State, { text, key }: { text: string; key: InkKey }): State {
  return keysOf(text, key).reduce((now, one) => {
    const letter = one.name === '?' && now.filter !== '' && now.screen.tag === 'picker';
    const binding = letter ? undefined : bindingOf(now.screen.tag, one.name);
    const reason = binding?.disabled?.(now);
    if (reason) return update(now, { type: 'disabled', reason })[0];
    if (binding) return update(now, { type: 'command', command: binding.command })[0];
    return one.text ? update(now, { type: 'typed', text: one.text })[0] : now;
  }, state);
}

/** What happens in the picker: keys and events in any order, over roles whose names mean harm. */
export const happenings = fc.record({
  names: fc.array(hostile.filter(Boolean), { maxLength: 3 }),
  filter: hostile,
  size: fc.record({ columns: fc.integer({ min: 1, max: 200 }), rows: fc.integer({ min: 1, max: 60 }) }),
  what: fc.array(fc.oneof({ weight: 3, arbitrary: press }, event), { maxLength: 16 }),
});
export type Happenings = typeof happenings extends fc.Arbitrary<infer Made> ? Made : never;

/** Where all that leads. */
export function stateAfter({ names, filter, size, what }: Happenings, screenReader: boolean): State {
  const roles = [
    ...companyRoles().slice(0, 4),
    ...names.map((name) => role(name, { displayName: `${name}!`, roleName: name, region: name, description: name })),
  ];
  const state = started({ roles, size, screenReader, start: { at: 'picker', filter: plain(filter) } });
  return what.reduce<State>((now, each) => ('type' in each ? update(now, each)[0] : pressed(now, each)), state);
}

/** Keys and events through the reducer; what a screen reader would read out is clean. */
export const keyPresses = target({
  name: 'key presses',
  weight: 14,
  inputs: happenings,
  attempt: (input) => {
    for (const line of spokenLines(stateAfter(input, true))) assertShowable(line, 'a line for a screen reader');
  },
});
