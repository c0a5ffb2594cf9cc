import { own } from '../../own.ts';
import type { RoleDefinition } from '../definition.ts';
import { trustPolicy } from '../trust/policy.ts';

/** The role as Terraform configuration for the provider hashicorp/aws. */
export function printTerraform(role: RoleDefinition): string {
  const { name, path, description, tags, maxSessionSeconds, policyArns, boundaryArn } = role;
  const label = labelOf(name);
  const blocks = [
    block(`resource "aws_iam_role" "${label}"`, [
      ['name', quoted(name)],
      ...(path === '/' ? [] : [['path', quoted(path)] as const]),
      ...(description === '' ? [] : [['description', quoted(description)] as const]),
      ['max_session_duration', String(maxSessionSeconds)],
      ...(boundaryArn === undefined ? [] : [['permissions_boundary', quoted(boundaryArn)] as const]),
      ['assume_role_policy', `jsonencode(${expression(trustPolicy(role.trust), 1)})`],
      ...(tags.length === 0
        ? []
        : [['tags', expression(Object.fromEntries(tags.map(({ key, value }) => [key, value])), 1)] as const]),
    ]),
    ...(policyArns.length === 0
      ? []
      : [
          block(`resource "aws_iam_role_policy_attachment" "${label}"`, [
            ['for_each', `toset(${expression(policyArns, 1)})`],
            ['role', `aws_iam_role.${label}.name`],
            ['policy_arn', 'each.value'],
          ]),
        ]),
    block(`output "${label}_arn"`, [['value', `aws_iam_role.${label}.arn`]]),
  ];
  return blocks.join('\n');
}

type Attribute = readonly [name: string, value: string];

function block(head: string, attributes: readonly Attribute[]): string {
  return `${head} {\n${body(attributes, '  ')}}\n`;
}

/** One attribute per line, the equals signs of neighbouring lines aligned as `terraform fmt` does it. */
function body(attributes: readonly Attribute[], indent: string): string {
  let run: Attribute[] = [];
  const lines: string[] = [];
  const flush = () => {
    const width = Math.max(...run.map(([name]) => name.length));
    for (const [name, value] of run) lines.push(`${indent}${name.padEnd(width)} = ${value}\n`);
    run = [];
  };
  for (const attribute of attributes) {
    const isLong = attribute[1].includes('\n');
    if (isLong && run.length > 0) flush();
    run.push(attribute);
    if (isLong) flush();
  }
  if (run.length > 0) flush();
  return lines.join('');
}

/** Data as an expression, `depth` levels deep. */
function expression(value: unknown, depth: number): string {
  const indent = '  '.repeat(depth + 1);
  const end = '  '.repeat(depth);
  if (Array.isArray(value)) {
    const items = value.map((each) => `${indent}${expression(each, depth + 1)},\n`);
    return items.length === 0 ? '[]' : `[\n${items.join('')}${end}]`;
  }
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([key, each]) => [keyOf(key), expression(each, depth + 1)] as const);
  return entries.length === 0 ? '{}' : `{\n${body(entries, indent)}${end}}`;
}

function keyOf(key: string): string {
  return /^[A-Za-z_][\w-]*$/.test(key) ? key : quoted(key);
}

const named: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A string literal. `${` and `%{` begin templates, so their first character is doubled. */
function quoted(text: string): string {
  const escaped = text
    .replace(/["\\\n\r\t]/g, (found) => own(named, found) ?? found)
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, (odd) => `\\u${odd.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replace(/[$%](?=\{)/g, '$&$&');
  return `"${escaped}"`;
}

/** The name as Terraform lets things be called. */
function labelOf(name: string): string {
  const label = name.replace(/[^\w-]/g, '_');
  return /^[A-Za-z_]/.test(label) ? label : `role_${label}`;
}
