import { readFileSync } from 'node:fs';
import { pageNames, pagePath } from '../../scripts/pages.ts';

/** A fenced part of a page. */
export type Fence = { readonly language: string; readonly text: string };

/** A page of the readme and of `docs/`, as its tests read it. */
export type Page = {
  /** From the root of the repository: `docs/keys.md`. */
  readonly name: string;
  readonly text: string;
  readonly fences: readonly Fence[];
  /** What stands between single backticks, outside fences. */
  readonly spans: readonly string[];
  /** Where headings are linked to, as GitHub names them: `#in-the-shell-you-have` without the `#`. */
  readonly anchors: readonly string[];
  /** Targets of links and pictures that lead to no other site, as they are written. */
  readonly links: readonly string[];
};

const fence = /^```(\w*)\n([\s\S]*?)^```$/gm;

export const pages: readonly Page[] = pageNames.map((name) => readPage(name, readFileSync(pagePath(name), 'utf8')));

export function readPage(name: string, text: string): Page {
  const prose = text.replace(fence, '');
  return {
    name,
    text,
    fences: Array.from(text.matchAll(fence), ([, language = '', inside = '']) => ({ language, text: inside })),
    spans: [
      ...Array.from(prose.matchAll(/`([^`\n]+)`/g), ([, code = '']) => code),
      ...Array.from(prose.matchAll(/<code>(.*?)<\/code>/g), ([, code = '']) => code.replaceAll('&#124;', '|')),
    ],
    anchors: anchorsOf(prose),
    links: linksOf(prose),
  };
}

/** GitHub's: lower case, without punctuation, a hyphen for each blank, numbered from the second of a name on. */
function anchorsOf(prose: string): readonly string[] {
  const seen = new Map<string, number>();
  return Array.from(prose.matchAll(/^#{1,6} (.*)$/gm), ([, heading = '']) => {
    const shown = heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('`', '');
    const anchor = shown
      .toLowerCase()
      .replace(/[^\p{Letter}\p{Number}\p{Mark}\s_-]/gu, '')
      .replaceAll(' ', '-');
    const before = seen.get(anchor) ?? 0;
    seen.set(anchor, before + 1);
    return before === 0 ? anchor : `${anchor}-${before}`;
  });
}

function linksOf(prose: string): readonly string[] {
  const withoutCode = prose.replace(/`[^`\n]*`/g, '');
  const targets = Array.from(
    withoutCode.matchAll(/(?:src|srcset|href)="([^"]+)"|\]\(([^)\s]+)\)/g),
    ([, attribute, target]) => attribute ?? target ?? '',
  );
  return targets.filter((target) => !/^[a-z]+:/.test(target));
}
