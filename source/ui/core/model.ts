import type { CodeQuestion } from '../../domain/mfa/ask.ts';
import type { SignInCode } from '../../domain/portals/device-flow.ts';
import type { SearchIndex, SearchResult } from '../../domain/profiles/looks/search.ts';
import type { RoleSummary } from '../../domain/profiles/profile.ts';
import type { FoundDevice, Session } from '../../domain/sessions/session.ts';
import type { ProblemText } from '../../problem.ts';
import type { Columns } from '../picker/columns.ts';
import type { Size } from '../picker/layout.ts';
import type { List } from '../picker/list.ts';
import type { Entry, UiPreferences } from './ports.ts';

/** One line of the working screen. */
export type Step = { readonly key: string; readonly text: string; readonly done: boolean };

/** A session on its way. The number tells its events from those of one that was given up. */
export type Opening = {
  readonly id: number;
  readonly profile: string;
  readonly entry: Entry;
  readonly steps: readonly Step[];
  /** Serial of the MFA device that the person chose among several. */
  readonly device?: string;
};

/** Where the person is. */
export type Screen =
  | { readonly tag: 'picker' }
  | { readonly tag: 'empty'; readonly cursor: number }
  | { readonly tag: 'menu'; readonly profile: string; readonly cursor: number }
  | { readonly tag: 'colors'; readonly profile: string; readonly cursor: number; readonly typed: string }
  | { readonly tag: 'confirm'; readonly profile: string; readonly entry: Entry; readonly typed: string }
  | { readonly tag: 'working'; readonly opening: Opening; readonly ahead: string }
  | {
      readonly tag: 'mfa';
      readonly opening: Opening;
      readonly question: CodeQuestion;
      readonly digits: string;
      readonly sent: boolean;
      readonly hint: string | undefined;
    }
  | {
      readonly tag: 'devices';
      readonly opening: Opening;
      readonly question: CodeQuestion;
      readonly cursor: number;
      /** Digits that were typed before there was a choice. */
      readonly ahead: string;
    }
  | {
      readonly tag: 'sign-in';
      readonly opening: Opening;
      readonly startUrl: string;
      readonly started: boolean;
      readonly code: SignInCode | undefined;
    }
  | {
      readonly tag: 'remember';
      readonly profile: string;
      readonly entry: Entry;
      readonly session: Session;
      readonly found: FoundDevice;
      readonly cursor: number;
      readonly writing: boolean;
    }
  | {
      readonly tag: 'problem';
      readonly profile: string;
      readonly entry: Entry;
      readonly problem: ProblemText;
      readonly top: number;
    }
  | { readonly tag: 'help'; readonly behind: Screen; readonly top: number };

/** What was looked up about a profile after it came into focus. */
export type Detail = {
  readonly identity: string | undefined;
  readonly chain: { readonly steps: readonly string[] } | { readonly problem: ProblemText };
};

export type State = {
  readonly screen: Screen;
  /** Where Esc leads: a list, or out, where the UI began without one. */
  readonly home: 'picker' | 'empty' | 'none';
  readonly size: Size;
  readonly screenReader: boolean;
  readonly now: number;
  readonly roles: readonly RoleSummary[];
  readonly preferences: UiPreferences;
  readonly showHidden: boolean;
  readonly expiries: ReadonlyMap<string, number>;
  readonly details: ReadonlyMap<string, Detail>;
  /** Of the role looked at last, so that the header does not flicker between two. */
  readonly identity: string | undefined;
  readonly filter: string;
  readonly index: SearchIndex | undefined;
  /** What was found for the text in the search field, and before that for each shorter one: erasing costs nothing. */
  readonly found: readonly SearchResult[];
  readonly list: List;
  /** Roles that could be found: all but the hidden ones. */
  readonly total: number;
  readonly natural: Columns;
  /** The role in focus, counted through the list. */
  readonly cursor: number;
  /** The first line of the list that is seen. */
  readonly top: number;
  readonly notice: string | undefined;
  readonly openings: number;
};
