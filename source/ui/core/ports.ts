import type { PassphraseQuestion } from '../../domain/access-keys/problems.ts';
import type { AskCode } from '../../domain/mfa/ask.ts';
import type { Copies } from '../../domain/profiles/looks/copies.ts';
import type { ColorDepth } from '../../domain/profiles/looks/palette.ts';
import type { RoleSummary } from '../../domain/profiles/profile.ts';
import type { FoundDevice, Progress, Session } from '../../domain/sessions/session.ts';
import type { Signer } from '../../domain/sign-in/flow.ts';
import type { ProblemText } from '../../problem.ts';

/** The terminal that the UI is drawn on: never fd 0 or stdout of the process. */
export type UiTerminal = {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  /** Bits of colour the terminal shows. */
  readonly colorDepth: ColorDepth;
  /** What the environment says of the background, `#rrggbb`. */
  readonly background?: string | undefined;
  /**
   * Asks the terminal itself for its background; keys must come unechoed. Only the first call asks.
   * @returns undefined where it does not say. Settles when no answer can come any more that another program would read
   */
  readonly askBackground?: () => Promise<string | undefined>;
  readonly screenReader: boolean;
  /** Set where nothing can be drawn: all is asked on lines. */
  readonly lines?: Lines;
  /** Aborted when the terminal has to be given back at once; an Error as its reason is a bug to be thrown on. */
  readonly gone?: AbortSignal;
};

/** Questions on a terminal that understands no control sequences. */
export type Lines = {
  /** @returns the line that was typed. @throws Cancelled at Ctrl+C or the end of input */
  readonly ask: (question: string) => Promise<string>;
  /** The same; what is typed is not shown, and not trimmed. */
  readonly askHidden: (question: string) => Promise<string>;
  /**
   * The same, for a text that is pasted: a terminal or a mail may have broken it into lines, which are joined.
   * @param until ends the question. @throws Cancelled also on the signal
   */
  readonly paste: (question: string, until: AbortSignal) => Promise<string>;
  readonly tell: (line: string) => void;
};

/** The person's settings for the list. */
export type UiPreferences = {
  readonly favourites: readonly string[];
  /** Most recent first. The UI only reads them: the switch adds to them, so that a switch without the UI counts too. */
  readonly recents: readonly string[];
  readonly hidden: readonly string[];
  /** Own colours, `#rrggbb` by profile name. */
  readonly colors: Readonly<Record<string, string>>;
};

/** How a chosen role is entered. */
export type Entry = 'subshell' | 'live';

/** What becomes of a role that is chosen, or was named: the verb says so. `use`: whatever the verb does with its session. */
export type Purpose = 'switch' | 'console' | 'export' | 'use';

/** What the list shows, for one that comes back as it was. */
export type ListView = {
  readonly marked: readonly string[];
  readonly onlyRecent: boolean;
  readonly showHidden: boolean;
  /** Title of the section with the cursor: a favourite stands in two. */
  readonly section?: string;
};

/** Where the UI begins. */
export type UiStart =
  | {
      readonly at: 'picker';
      readonly filter: string;
      /** To switch, without. */
      readonly purpose?: Purpose;
      readonly preselect?: string;
      /** Ways in by which a guarded role would be live, where no session is kept for its programs. */
      readonly unkept?: readonly Entry[];
      /** What was done a moment ago. */
      readonly notice?: string;
      /** It was an edit of AWS's files, and can be taken back. */
      readonly undo?: boolean;
      readonly view?: ListView;
      /** The command that was typed for the marked roles, and not run. */
      readonly command?: string;
      /** Why the console of a role was not opened: shown before the list. */
      readonly failed?: { readonly profile: string; readonly problem: ProblemText };
    }
  /** `rolecall prod`: no list, straight to the code or the working screen. */
  | {
      readonly at: 'open';
      readonly profile: string;
      readonly entry?: Entry;
      readonly confirmed?: boolean;
      readonly purpose?: Purpose;
    };

/** A sign-in, to be approved in a browser. */
export type SignInOffer = {
  readonly to: 'IAM Identity Center' | 'the AWS console';
  /** Which: the start URL, or the principal. */
  readonly at: string;
  /** @throws Problem, and Cancelled when the signal is given */
  readonly begin: (signer: Signer, signal: AbortSignal) => Promise<void>;
};

/** The role that the shell is in. */
export type HeaderRole = {
  readonly profile: string;
  readonly displayName: string;
  /** `#rrggbb`. */
  readonly color: string;
  /** Who switched: `mary (111122223333)`. */
  readonly caller: string | undefined;
  /** Epoch milliseconds; undefined for a live role. */
  readonly expiresAt: number | undefined;
  readonly readOnly: boolean;
};

/** What the configuration says of a role, in words. */
export type Detail = {
  /** `mary`, `MFA mary-phone`, `hub/Jump`, `prod/Admin`. */
  readonly steps: readonly string[];
  /** How long its sessions last: `1h`. */
  readonly lasts?: string;
  /** Name of the session in CloudTrail, where one is configured. */
  readonly sessionName?: string;
  /** File and line of the profile. */
  readonly at?: string;
};

/** What is cached of the roles, by profile, in epoch milliseconds. */
export type Cached = {
  /** End of the session. */
  readonly expiries: ReadonlyMap<string, number>;
  /** Until when a role that asks for a code opens without one: an earlier code still serves it. */
  readonly codeless: ReadonlyMap<string, number>;
};

/** What reading the portals brings while the list is open. */
export type ReadingNews = {
  readonly roles: (roles: readonly RoleSummary[]) => void;
  /** Portals of which nothing is known. */
  readonly unread: (portals: readonly string[]) => void;
  /** What is being read, or why it is not; empty where there is nothing to say. */
  readonly status: (text: string) => void;
};

/** Files that the list was made from have changed. */
export type ListChange = {
  readonly roles: readonly RoleSummary[];
  /** Why nothing is done with the role that was chosen: it is gone, or leads elsewhere than its row says. */
  readonly says?: string;
};

/** The data that the UI starts with, and its functions for all that touches the world. */
export type UiPorts = {
  readonly roles: readonly RoleSummary[];
  readonly preferences: UiPreferences;
  readonly now: () => number;
  /** Reads the portals, from the first frame on. @returns what takes the role in focus: its account is read first */
  readonly read?: (news: ReadingNews) => (role: RoleSummary | undefined) => void;
  /** The person is signed in to a portal: an empty list will fill. */
  readonly isSignedIn?: boolean;
  /** `mary · 111122223333`, from the cache; undefined where AWS was not asked yet. */
  readonly identity: (profile: string) => Promise<string | undefined>;
  /** What the cache knows of each profile. Loaded after the first frame. */
  readonly cached: () => Promise<Cached>;
  /** The role that the shell is in. */
  readonly here?: HeaderRole | undefined;
  /** Names of the portals of IAM Identity Center, where there is no role to choose. */
  readonly portals?: readonly string[];
  /** Portals of which nothing is known, where a search needs them at once: `read` tells of them later. */
  readonly unread?: readonly string[];
  /** What the configuration says of the role, or the problem with it. */
  readonly explain: (profile: string) => Promise<Detail | { readonly problem: ProblemText }>;
  /** The role explained, as `rolecall show` prints it without colours. @throws Problem */
  readonly show: (profile: string) => Promise<string>;
  /** What can be copied of the role. @throws Problem */
  readonly copies: (profile: string) => Promise<Copies>;
  /** Looks at the files again before something is done with a role of the list. @returns undefined where they are as they were */
  readonly changed?: (profile: string) => Promise<ListChange | undefined>;
  /** Opens the session. `ask` and `progress` come back into the UI. */
  readonly open: (
    profile: string,
    hooks: {
      readonly ask: AskCode;
      readonly signIn: (offer: SignInOffer) => Promise<void>;
      /** Asks for a passphrase. @throws Cancelled */
      readonly unlock: (question: PassphraseQuestion) => Promise<string>;
      readonly progress: (event: Progress) => void;
      readonly signal: AbortSignal;
    },
  ) => Promise<Session>;
  /** Called once at the first frame: from now on the person waits for keys, and not for the start. */
  readonly started: () => void;
  /** Called once after the first frame: loads the code that `open` needs while the person is choosing. */
  readonly warmUp: () => void;
  readonly savePreferences: (change: (before: UiPreferences) => UiPreferences) => Promise<void>;
  /** Writes the device into the profile. @returns a note for the person */
  readonly rememberDevice: (found: FoundDevice) => Promise<string>;
  /** Puts a text on the clipboard of the terminal. @returns false where it is longer than terminals take */
  readonly copy: (text: string) => boolean;
  /** The demo only: the code of the moment, shown beside the question. */
  readonly codeHint?: (serial: string) => Promise<string | undefined>;
};

/** A list that begins, or comes back as it was. */
export type ListStart = Extract<UiStart, { at: 'picker' }>;

/** How the UI ended. `back`: the list to come back to. */
export type UiResult =
  | { readonly tag: 'opened'; readonly session: Session; readonly entry: Entry }
  /** Where nothing can be drawn: the profile to open, with questions on lines, and how. */
  | { readonly tag: 'chosen'; readonly profile: string; readonly entry: Entry }
  /** Where nothing can be drawn, and there is no profile to choose. */
  | { readonly tag: 'nothing' }
  /** A command line for the person's shell to run in each of the roles. */
  | { readonly tag: 'command'; readonly profiles: readonly string[]; readonly line: string; readonly back: ListStart }
  /** Roles to open the console of. */
  | { readonly tag: 'console'; readonly profiles: readonly string[]; readonly back: ListStart }
  /** A verb for the caller to run after the UI. */
  | {
      readonly tag: 'verb';
      readonly verb: 'edit' | 'add' | 'keep' | 'undo' | 'demo' | 'doctor' | 'login' | 'login --console';
      readonly profile?: string;
      /** The role that a profile to add starts from. */
      readonly source?: string;
      readonly text?: string;
      readonly back?: ListStart;
    }
  | { readonly tag: 'failed'; readonly problem: ProblemText }
  /** `passedOver`: by Esc, where there was no list to go back to. */
  | { readonly tag: 'cancelled'; readonly passedOver?: true };
