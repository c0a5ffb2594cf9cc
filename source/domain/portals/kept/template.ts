import { Problem } from '../../../problem.ts';
import { nearestNames } from '../../profiles/names.ts';
import type { Pair } from '../found/names.ts';
import { type NameOf, profileName } from './names.ts';

const variables: Readonly<Record<string, (pair: Pair) => string>> = {
  account: ({ accountName, accountId }) => profileName(accountName ?? '', accountId).replaceAll('/', '-'),
  account_id: ({ accountId }) => accountId,
  role: ({ roleName }) => roleName,
  portal: ({ portal }) => (portal.includes('://') ? (URL.parse(portal)?.hostname.split('.')[0] ?? portal) : portal),
};

const changes: Readonly<Record<string, (text: string) => string>> = {
  lower: (text) => text.toLowerCase(),
  short: shortOf,
};

/** What stands in a template: a text, or the value of a variable. */
const part = /\{([^{}]*)\}|[^{}]+|[{}]/g;

/**
 * Reads a template for the names of profiles: `{account|lower}-{role|short}`. Variables: `account`, `account_id`, `role`,
 * `portal`; each may be followed by `|lower` and `|short`.
 * @param where it stands, for what is wrong with it
 * @throws Problem (wrong usage) that names what is no part of a template
 */
export function readTemplate(template: string, where = '--name'): NameOf {
  const wrong = (why: string) => wrongTemplate(`${where} ${template}`, why);
  const parts = [...template.matchAll(part)].map(([text, variable]) => {
    if (variable !== undefined) return readVariable(variable, wrong);
    if (text === '{' || text === '}') throw wrong(`Its ${text} belongs to no variable.`);
    return () => text;
  });
  return (pair) => parts.map((of) => of(pair)).join('');
}

function readVariable(written: string, wrong: (why: string) => Problem): NameOf {
  const [name = '', ...filters] = written.split('|').map((word) => word.trim());
  const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
  if (value === undefined) throw wrong(unknown(`{${name}}`, name, Object.keys(variables)));
  const change = filters.map((filter) => {
    const known = Object.hasOwn(changes, filter) ? changes[filter] : undefined;
    if (known === undefined) throw wrong(unknown(`|${filter}`, filter, Object.keys(changes)));
    return known;
  });
  return (pair) => change.reduce((text, each) => each(text), value(pair));
}

/** `AWSAdministratorAccess` is `Admin`, `ReadOnlyAccess` is `ReadOnly`: AWS's own permission sets without what all have. */
function shortOf(text: string): string {
  const short = text
    .replace(/^AWS-?(?=[A-Z])/, '')
    .replace(/^Administrator(?=Access$)/, 'Admin')
    .replace(/Access$/, '');
  return short === '' ? text : short;
}

function unknown(written: string, name: string, known: readonly string[]): string {
  const [near] = nearestNames(name, known, 1);
  return `There is no ${written}${near === undefined ? '.' : `; did you mean ${near}?`}`;
}

const wrongTemplate = (template: string, why: string): Problem =>
  new Problem({
    code: 'name-template',
    title: `${template} is not a name template. ${why}`,
    todo: [
      'It may hold {account}, {account_id}, {role} and {portal}, each with |lower or |short.',
      "For example: --name '{account|lower}-{role|short}'",
    ],
    exitCode: 2,
  });
