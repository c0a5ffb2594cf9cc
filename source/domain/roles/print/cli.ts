import { shellWord } from '../../shells/posix.ts';
import type { RoleDefinition } from '../definition.ts';
import { compactPolicy, trustPolicy } from '../trust/policy.ts';

/** The role as commands of the AWS CLI, for a POSIX shell. A failing command ends the lines that depend on it. */
export function printCli(role: RoleDefinition): string {
  const { name, path, description, tags, maxSessionSeconds, boundaryArn } = role;
  const create = [
    'aws iam create-role',
    option('role-name', name),
    ...(path === '/' ? [] : [option('path', path)]),
    option('assume-role-policy-document', compactPolicy(trustPolicy(role.trust))),
    ...(description === '' ? [] : [textOption('Description', 'description', description)]),
    option('max-session-duration', String(maxSessionSeconds)),
    ...(boundaryArn === undefined ? [] : [option('permissions-boundary', boundaryArn)]),
    ...(tags.length === 0
      ? []
      : [option('tags', JSON.stringify(tags.map(({ key, value }) => ({ Key: key, Value: value }))))]),
  ];
  const attach = role.policyArns.map((arn) => [
    'aws iam attach-role-policy',
    option('role-name', name),
    option('policy-arn', arn),
  ]);
  return `${[create, ...attach].map((words) => words.join(' \\\n  ')).join(' &&\n')}\n`;
}

/** `--name=value` where the value would pass for an option of its own. */
function option(name: string, value: string): string {
  return value.startsWith('-') ? `--${name}=${shellWord(value)}` : `--${name} ${shellWord(value)}`;
}

/** The CLI reads a value such as file://x or https://x from there; inside its JSON it does not. */
function textOption(field: string, name: string, value: string): string {
  if (!/^(fileb?|https?):\/\//.test(value)) return option(name, value);
  return option('cli-input-json', JSON.stringify({ [field]: value }));
}
