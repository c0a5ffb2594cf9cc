import { validationError } from '../wire/problem.ts';
import type { Parameters } from '../wire/query.ts';
import type { Xml } from '../wire/xml.ts';

const DEFAULT_ITEMS = 100;

/** A page of a list, as `Marker` and `MaxItems` ask for it: the members under `name`, and where the next page starts. */
export function page(name: string, members: readonly Xml[], parameters: Parameters): Xml {
  const from = readMarker(parameters.get('Marker'), members.length);
  const to = from + Number(parameters.get('MaxItems') ?? DEFAULT_ITEMS);
  const more = to < members.length;
  return {
    IsTruncated: more,
    [name]: members.slice(from, to),
    Marker: more ? Buffer.from(`after:${to}`).toString('base64') : undefined,
  };
}

function readMarker(marker: string | undefined, count: number): number {
  if (marker === undefined) return 0;
  const [, place] = /^after:(\d+)$/.exec(Buffer.from(marker, 'base64').toString('utf8')) ?? [];
  if (place === undefined || Number(place) > count) throw validationError('Invalid Marker.');
  return Number(place);
}
