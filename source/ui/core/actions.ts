import type { PassphraseQuestion } from '../../domain/access-keys/problems.ts';
import type { CodeQuestion } from '../../domain/mfa/ask.ts';
import type { Copies } from '../../domain/profiles/looks/copies.ts';
import type { SearchIndex } from '../../domain/profiles/looks/search.ts';
import type { RoleSummary } from '../../domain/profiles/profile.ts';
import type { FoundDevice, Progress, Session } from '../../domain/sessions/session.ts';
import type { Given, SignInPage } from '../../domain/sign-in/flow.ts';
import type { ProblemText } from '../../problem.ts';
import type { Size } from './layout.ts';
import type { Cached, Detail, ListChange, SignInOffer, UiPreferences, UiResult } from './ports.ts';
import type { State } from './state.ts';

/** Name of what a key does, one a screen: `accept`. */
export type Command = string;

/** Everything that can happen to the UI. */
export type Action =
  | { readonly type: 'command'; readonly command: Command }
  | { readonly type: 'disabled'; readonly reason: string }
  | { readonly type: 'typed'; readonly text: string }
  | { readonly type: 'pasted'; readonly text: string }
  | { readonly type: 'resized'; readonly size: Size }
  | { readonly type: 'ticked'; readonly now: number }
  | { readonly type: 'found'; readonly roles: readonly RoleSummary[] }
  | ({ readonly type: 'changed' } & ListChange)
  | { readonly type: 'unread'; readonly portals: readonly string[] }
  | { readonly type: 'reading'; readonly text: string }
  | { readonly type: 'painted'; readonly index: SearchIndex }
  | ({ readonly type: 'expired' } & Cached)
  | {
      readonly type: 'looked';
      readonly profile: string;
      readonly identity: string | undefined;
      readonly chain: Detail | { readonly problem: ProblemText };
    }
  | { readonly type: 'explained'; readonly profile: string; readonly text: string }
  | { readonly type: 'copiesKnown'; readonly profile: string; readonly copies: Copies }
  | { readonly type: 'asked'; readonly id: number; readonly question: CodeQuestion }
  | { readonly type: 'locked'; readonly id: number; readonly question: PassphraseQuestion }
  | ({ readonly type: 'offered'; readonly id: number } & Pick<SignInOffer, 'to' | 'at'>)
  | { readonly type: 'signInPage'; readonly id: number; readonly page: SignInPage }
  | { readonly type: 'signInTold'; readonly id: number; readonly text: string }
  | { readonly type: 'hinted'; readonly serial: string; readonly code: string | undefined }
  | { readonly type: 'progressed'; readonly id: number; readonly event: Progress }
  | { readonly type: 'opened'; readonly id: number; readonly session: Session }
  | { readonly type: 'refused'; readonly id: number; readonly problem: ProblemText }
  | { readonly type: 'withdrawn'; readonly id: number }
  | { readonly type: 'remembered'; readonly note: string }
  | { readonly type: 'unsaved'; readonly reason: string };

/** Work outside that the reducer asks for; `effects.ts` does it. */
export type Effect =
  | { readonly type: 'look'; readonly profile: string }
  | { readonly type: 'explain'; readonly profile: string }
  | { readonly type: 'copies'; readonly profile: string }
  | { readonly type: 'open'; readonly id: number; readonly profile: string }
  | { readonly type: 'abandon' }
  | { readonly type: 'answer'; readonly code: string }
  | { readonly type: 'signIn' }
  | { readonly type: 'unlock'; readonly passphrase: string }
  | { readonly type: 'give'; readonly given: Given }
  | { readonly type: 'turn'; readonly device: string }
  | { readonly type: 'remember'; readonly found: FoundDevice }
  | { readonly type: 'hint'; readonly serial: string }
  | { readonly type: 'copy'; readonly text: string }
  | { readonly type: 'save'; readonly change: (before: UiPreferences) => UiPreferences }
  | { readonly type: 'finish'; readonly result: UiResult };

export type Next = readonly [state: State, ...effects: Effect[]];
