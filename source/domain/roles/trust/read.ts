import { isRecord, jsonIn } from '../../record.ts';
import { isAssuming } from './actions.ts';
import { listOf, type PolicyDocument, textsOf } from './policy.ts';

/** Why a text is no trust policy. Lines count from 1. */
export type Fault = { readonly text: string; readonly line?: number };

/** The result of reading: the document, or all of its faults. */
export type ReadPolicy =
  | { readonly document: PolicyDocument; readonly faults?: never }
  | { readonly document?: never; readonly faults: readonly Fault[] };

/** Reads the text that a person wrote. IAM would refuse everything that is a fault here. */
export function readTrustPolicy(file: string): ReadPolicy {
  // Editors of Windows begin a file with a byte order mark.
  const text = file.replace(/^\uFEFF/, '');
  const document = jsonIn(text);
  if (document === undefined) return { faults: [jsonFault(text)] };
  if (!isRecord(document))
    return { faults: [{ text: 'A policy is a JSON object: { "Version": …, "Statement": … }.' }] };
  const faults = [...doubledKeys(text), ...faultsOf(document)];
  return faults.length > 0 ? { faults } : { document };
}

function jsonFault(text: string): Fault {
  if (text.trim() === '') return { text: 'It is empty.' };
  const stop = jsonStopsAt(text) ?? text.length;
  const rest = text.slice(stop).trim();
  const before = text.slice(0, stop).trimEnd();
  if (rest === '') return { text: 'This is not JSON: it ends too early.', line: before.split('\n').length };
  const odd = /^("[^"\n]{0,20}"?|[\w.+-]{1,20}|.)/u.exec(rest)?.[0] ?? '';
  return { text: `This is not JSON: ${odd} cannot be here.`, line: text.slice(0, stop).split('\n').length };
}

/** Keys that stand twice in one object: `JSON.parse` drops all but the last. @param text that is JSON */
function doubledKeys(text: string): readonly Fault[] {
  const faults: Fault[] = [];
  /** The keys of each object that is open; nothing for a list. */
  const open: (Set<string> | undefined)[] = [];
  let line = 1;
  let last = { text: '""', line };
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:\n]/g)) {
    if (token === '\n') line++;
    else if (token === '{') open.push(new Set());
    else if (token === '[') open.push(undefined);
    else if (token === '}' || token === ']') open.pop();
    else if (token !== ':') last = { text: token, line };
    else {
      const key: string = JSON.parse(last.text);
      if (open.at(-1)?.has(key)) {
        faults.push({ text: `${key} is twice in the same object; only the last would count.`, line: last.line });
      }
      open.at(-1)?.add(key);
    }
  }
  return faults;
}

/** Everything that IAM would refuse, element by element. */
export function faultsOf(document: PolicyDocument): readonly Fault[] {
  const statements = listOf(document.Statement);
  const version = document.Version;
  return [
    ...unknownKeys(document, ['Version', 'Id', 'Statement'], 'A policy'),
    ...(version === undefined || version === '2012-10-17' || version === '2008-10-17'
      ? []
      : [{ text: `Version is "2012-10-17", not ${JSON.stringify(version)}.` }]),
    ...(statements.length === 0 ? [{ text: 'A policy has at least one Statement.' }] : []),
    ...statements.flatMap((statement, index) => statementFaults(statement, `Statement ${index + 1}`)),
  ];
}

const elements = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Condition'];

function statementFaults(statement: unknown, where: string): readonly Fault[] {
  if (!isRecord(statement)) return [{ text: `${where} is not an object.` }];
  const faults: string[] = [];
  if (statement.Resource !== undefined || statement.NotResource !== undefined) {
    faults.push('has a Resource; a trust policy is about its own role and has none.');
  }
  if (statement.Effect !== 'Allow' && statement.Effect !== 'Deny') faults.push('needs "Effect": "Allow" or "Deny".');
  faults.push(...principalFaults(statement), ...actionFaults(statement));
  const condition = statement.Condition;
  if (condition !== undefined && !(isRecord(condition) && Object.values(condition).every(isRecord))) {
    faults.push('has a Condition that is not { operator: { key: value } }.');
  }
  return [
    ...faults.map((fault) => ({ text: `${where} ${fault}` })),
    ...unknownKeys(statement, [...elements, 'Resource', 'NotResource'], where),
  ];
}

const principalTypes = ['AWS', 'Service', 'Federated', 'CanonicalUser'];

function principalFaults(statement: PolicyDocument): readonly string[] {
  const principal = statement.Principal ?? statement.NotPrincipal;
  if (principal === undefined) return ['needs a Principal: who may assume the role.'];
  if (statement.Principal !== undefined && statement.NotPrincipal !== undefined) {
    return ['has both Principal and NotPrincipal.'];
  }
  if (principal === '*') return [];
  if (!isRecord(principal) || Object.keys(principal).length === 0) {
    return ['has a Principal that names nobody: { "AWS": "111122223333" }.'];
  }
  const odd = Object.keys(principal).filter((type) => !principalTypes.includes(type));
  const empty = Object.entries(principal).filter(([, who]) => textsOf(who).filter((one) => one !== '').length === 0);
  return [
    ...odd.map((type) => `has a Principal of the type ${type}; there are ${principalTypes.join(', ')}.`),
    ...empty.map(([type]) => `names nobody under ${type}.`),
  ];
}

function actionFaults(statement: PolicyDocument): readonly string[] {
  const { Action: action, NotAction: inverted } = statement;
  if (action === undefined && inverted === undefined) return ['needs an Action: "sts:AssumeRole".'];
  if (action !== undefined && inverted !== undefined) return ['has both Action and NotAction.'];
  const strangers = textsOf(action).filter((one) => !isAssuming(one) && !/^sts:[a-z*?]+$/i.test(one));
  return strangers.map((one) => `allows ${one}; only sts actions are allowed in a trust policy.`);
}

function unknownKeys(holder: PolicyDocument, known: readonly string[], where: string): readonly Fault[] {
  return Object.keys(holder)
    .filter((key) => !known.includes(key))
    .map((key) => ({ text: `${where} has the element ${key}, which policies do not have.` }));
}

/** Thrown inside this file only, with the position where reading stopped. */
class Stop extends Error {
  readonly at: number;

  constructor(at: number) {
    super();
    this.at = at;
  }
}

const space = /[ \t\n\r]*/y;
const atom =
  /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy;
const name = /"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/uy;

/**
 * The position where a text stops being JSON. `JSON.parse` does not always say it.
 * @returns the position of the first character that cannot stand there, or undefined where all of it is JSON
 */
export function jsonStopsAt(text: string): number | undefined {
  try {
    const end = skip(text, readValue(text, skip(text, 0)));
    return end < text.length ? end : undefined;
  } catch (error) {
    if (error instanceof Stop) return error.at;
    throw error;
  }
}

function readValue(text: string, at: number): number {
  if (text[at] === '{') return readList(text, at, '}', readMember);
  if (text[at] === '[') return readList(text, at, ']', readValue);
  return read(text, at, atom);
}

function readMember(text: string, at: number): number {
  const colon = skip(text, read(text, at, name));
  if (text[colon] !== ':') throw new Stop(colon);
  return readValue(text, skip(text, colon + 1));
}

function readList(text: string, start: number, close: string, item: (text: string, at: number) => number): number {
  let at = skip(text, start + 1);
  if (text[at] === close) return at + 1;
  for (;;) {
    at = skip(text, item(text, at));
    if (text[at] === close) return at + 1;
    if (text[at] !== ',') throw new Stop(at);
    at = skip(text, at + 1);
  }
}

const skip = (text: string, at: number): number => read(text, at, space);

function read(text: string, at: number, pattern: RegExp): number {
  pattern.lastIndex = at;
  if (!pattern.test(text)) throw new Stop(at);
  return pattern.lastIndex;
}
