import { type AwsSsoFile, notSettings } from '../../domain/profiles/import/aws-sso-cli/settings.ts';
import { Problem } from '../../problem.ts';
import { type Bounds, readBounded } from './bounded-file.ts';

/** Thousands of accounts take less. */
const bounds: Bounds = { largest: 8 << 20, patience: 10_000 };

/**
 * Reads the settings of aws-sso-cli.
 * @param named the file that the person named
 * @param places where they lie otherwise; the first that is there counts
 * @returns undefined where none of the places has a file
 * @throws Problem for a file that cannot be read, or is no YAML
 */
export function readAwsSsoFile(named: string | undefined, places: readonly string[]): AwsSsoFile | undefined {
  for (const path of named === undefined ? places : [named]) {
    const text = textOf(path);
    if (text !== undefined) return { path, text, value: parsed(path, text) };
    if (named !== undefined) throw unreadable(path, 'There is no such file.');
  }
  return undefined;
}

function textOf(path: string): string | undefined {
  try {
    return readBounded(path, bounds);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw unreadable(path, message);
  }
}

/** The runtime's parser stops at too many aliases by itself, and at too deep a nesting with a RangeError. */
function parsed(path: string, text: string): unknown {
  try {
    return Bun.YAML.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw notSettings(path, error instanceof RangeError ? 'It is nested too deeply.' : message);
  }
}

const unreadable = (path: string, means: string): Problem =>
  new Problem({ code: 'file-unreadable', title: `${path} cannot be read.`, means });
