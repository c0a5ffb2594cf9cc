import type { Caller, Sessions } from './state/identities.ts';
import type { World } from './state/world.ts';
import type { Xml } from './wire/answer.ts';
import type { Parameters } from './wire/request.ts';
import type { Constraints } from './wire/validation.ts';

/** One call of an action, its parameters already validated against the action's constraints. */
export interface Call {
  readonly parameters: Parameters;
  readonly region: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly world: World;
  readonly sessions: Sessions;
}

/** A call whose signature was good. */
export interface SignedCall extends Call {
  readonly caller: Caller;
}

/** The content of the result element; `undefined` for an action without output. */
type Result = Xml | undefined;

/** An action of the query protocol. */
export type Action = SignedAction | UnsignedAction;

export interface SignedAction {
  readonly constraints: Constraints;
  readonly unsigned?: never;
  /** The resource on which the caller's policies must allow the action; absent where the action checks permissions itself. */
  resource?(call: SignedCall): string;
  run(call: SignedCall): Result;
}

export interface UnsignedAction {
  readonly constraints: Constraints;
  readonly unsigned: true;
  run(call: Call): Result;
}

/** Action name → action. */
export type Actions = Readonly<Record<string, Action>>;
