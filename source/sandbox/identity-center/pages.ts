import { createHash, randomBytes } from 'node:crypto';
import { Bounded } from '../state/bounded.ts';
import type { PortalSettings } from '../state/portals.ts';
import { AwsProblem } from '../wire/problem.ts';
import type { Parameters } from '../wire/request.ts';

/** One list, as it is at this moment, and the call that asks for a page of it. */
export interface PagedCall<Item> {
  readonly items: readonly Item[];
  /** What an item is known by, once in the list. */
  readonly keyOf: (item: Item) => string;
  readonly query: Parameters;
  /** A `next_token` is good for calls with the same text alone: token, operation, account. */
  readonly boundTo: string;
  readonly settings: PortalSettings;
}

/** A page; the last one has no token. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken: string | undefined;
}

interface Place {
  readonly boundTo: string;
  /** Place in the order of the last item given; empty at the beginning. */
  readonly after: string;
  /** Whether the empty page before the next page was given. */
  readonly wasEmpty: boolean;
}

/** The most that `max_result` may be. */
const LARGEST_PAGE = 100;

export type Pages = ReturnType<typeof createPages>;

/**
 * Lists in pages. The order is neither that of the list nor of the alphabet, but always the same: an item that comes or
 * goes between two pages moves no other. Throws InvalidRequest for a token that was not given for this call.
 */
export function createPages() {
  const places = new Bounded<string, Place>(10_000);

  function tokenFor(place: Place): string {
    const token = randomBytes(48).toString('base64');
    places.set(token, place);
    return token;
  }

  return {
    page<Item>({ items, keyOf, query, boundTo, settings }: PagedCall<Item>): Page<Item> {
      const size = pageSize(query, settings.pageSize);
      const token = query.get('next_token');
      const found = token === undefined ? { boundTo, after: '', wasEmpty: false } : places.get(token);
      if (found?.boundTo !== boundTo) throw invalid('Invalid next token');
      if (settings.emptyPages && !found.wasEmpty) {
        return { items: [], nextToken: tokenFor({ ...found, wasEmpty: true }) };
      }
      const left = items
        .map((item) => ({ item, place: placeOf(keyOf(item), settings.seed) }))
        .filter(({ place }) => place > found.after)
        .sort((one, other) => (one.place < other.place ? -1 : 1));
      const given = left.slice(0, size);
      const after = given.at(-1)?.place ?? found.after;
      const nextToken = left.length > size ? tokenFor({ boundTo, after, wasEmpty: false }) : undefined;
      return { items: given.map(({ item }) => item), nextToken };
    },
  };
}

function pageSize(query: Parameters, usual: number): number {
  const text = query.get('max_result');
  if (text === undefined) return usual;
  const size = Number(text);
  if (/^\d+$/.test(text) && size >= 1 && size <= LARGEST_PAGE) return size;
  throw invalid(`max_result has to be from 1 to ${LARGEST_PAGE}`);
}

const placeOf = (key: string, seed: number): string =>
  `${createHash('sha1').update(`${seed} ${key}`).digest('hex')} ${key}`;

const invalid = (message: string) => new AwsProblem(400, 'InvalidRequestException', message);
