import { linesOf } from '../../secrets.ts';

/** The lines between which aws-sso-cli writes its sections. */
export type Block = {
  /** The lines that mark it, from 1. */
  readonly markers: readonly number[];
  readonly from: number;
  readonly to: number;
};

/** A line that marks a block, of the default portal or of another one. */
const marker = /^\ufeff?[ \t]*#[ \t]*(BEGIN|END)_AWS_SSO_CLI(\w*)/;

/**
 * Finds the blocks of aws-sso-cli. A line that begins a block twice, or ends it twice, belongs to it; one without its
 * counterpart marks nothing.
 */
export function blocksIn(text: string): { readonly blocks: readonly Block[]; readonly stray: readonly number[] } {
  const blocks: Block[] = [];
  const stray: number[] = [];
  const open = new Map<string, number[]>();
  linesOf(text).forEach((content, index) => {
    const [, edge, name] = marker.exec(content) ?? [];
    if (name === undefined) return;
    const line = index + 1;
    const begun = open.get(name);
    if (edge === 'BEGIN') open.set(name, [...(begun ?? []), line]);
    else if (begun?.[0] === undefined) stray.push(line);
    else {
      blocks.push({ markers: [...begun, line], from: begun[0], to: line });
      open.delete(name);
    }
  });
  return { blocks, stray: [...stray, ...[...open.values()].flat()].sort((a, b) => a - b) };
}
