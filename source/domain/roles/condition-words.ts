import type { Condition } from './statement.ts';

/** What a condition asks for, in words; the key's own name where nobody has better ones. */
export function conditionWords({ operator, key, values }: Condition): string {
  const { bare, ifExists, negated } = readOperator(operator);
  const list = values.join(' or ');
  const known = phrases[key.toLowerCase()]?.(list, bare, negated);
  const words = known ?? generic(key, list, bare, negated);
  if (!ifExists) return words;
  return isMfa(key) ? `${words}, or with long-term keys, which MFA never comes with` : `${words} (if it is known)`;
}

/** An operator without what stands around it: `ForAnyValue:StringNotLikeIfExists` is `String`, negated. */
export function readOperator(operator: string): {
  readonly bare: string;
  readonly ifExists: boolean;
  readonly negated: boolean;
} {
  const plain = operator.replace(/^For(Any|All)Values?:/i, '');
  const bare = plain.replace(/IfExists$/i, '');
  return { bare: bare.toLowerCase(), ifExists: bare !== plain, negated: /not/i.test(bare) };
}

export const isMfa = (key: string): boolean => key.toLowerCase() === 'aws:multifactorauthpresent';

type Phrase = (list: string, operator: string, negated: boolean) => string | undefined;

const named =
  (positive: string): Phrase =>
  (list, _operator, negated) =>
    negated ? `not ${positive} ${list}` : `${positive} ${list}`;

const phrases: Readonly<Record<string, Phrase>> = {
  'aws:multifactorauthpresent': (list, operator) => {
    if (operator === 'null') return list === 'true' ? 'without any word of MFA' : 'with MFA known';
    return /^true$/i.test(list) ? 'with MFA' : 'without MFA';
  },
  'aws:multifactorauthage': (list, operator) => {
    const seconds = Number(list);
    if (!operator.startsWith('numericlessthan') || !Number.isFinite(seconds)) return undefined;
    return `with MFA no older than ${length(seconds)}`;
  },
  'sts:externalid': named('with the external ID'),
  'sts:rolesessionname': named('with the session name'),
  'sts:sourceidentity': named('with the source identity'),
  'aws:sourceip': named('from the addresses'),
  'aws:sourcevpc': named('from the VPC'),
  'aws:sourcevpce': named('from the VPC endpoint'),
  'aws:principalorgid': named('from the organization'),
  'aws:principalorgpaths': named('from the organization path'),
  'aws:principalaccount': named('from the account'),
  'aws:principalarn': named('as'),
  'aws:sourcearn': named('on behalf of'),
  'aws:sourceaccount': named('on behalf of the account'),
  'aws:currenttime': (list, operator) => {
    if (operator.startsWith('dateless')) return `before ${list}`;
    return operator.startsWith('dategreater') ? `after ${list}` : undefined;
  },
  'saml:aud': named('for'),
};

function generic(key: string, list: string, operator: string, negated: boolean): string {
  if (key.endsWith(':sub')) return negated ? `not as ${list}` : `as ${list}`;
  if (key.endsWith(':aud')) return negated ? `not for ${list}` : `for ${list}`;
  if (operator === 'null') return list === 'true' ? `without ${key}` : `with ${key}`;
  if (/^numericlessthan|^dateless/.test(operator)) return `with ${key} up to ${list}`;
  if (/^numericgreaterthan|^dategreater/.test(operator)) return `with ${key} from ${list}`;
  return negated ? `with ${key} other than ${list}` : `with ${key} ${list}`;
}

function length(seconds: number): string {
  if (seconds % 3600 === 0) return `${seconds / 3600} h`;
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}
