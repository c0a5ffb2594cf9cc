import { lastPart } from '../../domain/profiles/arn.ts';
import { checkPolicyArn, consoleLimits } from '../../domain/roles/definition.ts';
import { emptyDraft, type RoleDraft, readDraft } from '../../domain/roles/draft.ts';
import { type ManagedPolicy, searchPolicies } from '../../domain/roles/managed-policies.ts';
import { admissionSentence, admissionsOf } from '../../domain/roles/trust/describe.ts';
import { formatPolicy, trustPolicy } from '../../domain/roles/trust/policy.ts';
import { warningsOf } from '../../domain/roles/trust/warnings.ts';
import type { ProblemText } from '../../problem.ts';
import type { UiTerminal } from '../core/ports.ts';
import { type Field, type FormSpec, type Item, listOf, type PreviewLine, textOf, type Values } from './field.ts';
import { runForm } from './run.tsx';

/** What the form is given of the world. */
export type RoleFormPorts = {
  /** The role's account, where it is known. */
  readonly own: string | undefined;
  readonly generateExternalId: () => string;
  /** Loads every managed policy, page by page; resolves after the last. */
  readonly policies: (page: (policies: readonly ManagedPolicy[]) => void) => Promise<void>;
  /** Why AWS refused the role as filled in before. */
  readonly problem?: ProblemText;
};

/** Lets the person describe a role. @returns undefined where they left the form. @throws Cancelled as `runForm` */
export async function runRoleForm(
  terminal: UiTerminal,
  draft: RoleDraft,
  ports: RoleFormPorts,
): Promise<RoleDraft | undefined> {
  const values = await runForm(terminal, roleForm(draft, ports.own), valuesOf(draft), {
    offer: ports.generateExternalId,
    items: (arrived) => ports.policies((page) => arrived(page.map(itemOf))),
    ...(ports.problem !== undefined && { notice: ports.problem.title }),
  });
  return values && draftOf(values, draft);
}

/** The form of a new role. @param own the role's account, where it is known */
function roleForm(before: RoleDraft, own: string | undefined): FormSpec {
  return {
    title: own === undefined ? 'A new role' : `A new role in ${own}`,
    submit: 'Create the role',
    action: 'create',
    fields: roleFields,
    sections: [{ id: 'more', label: 'More' }],
    check: (values) => readDraft(draftOf(values, before), own).faults ?? {},
    previewTitle: 'Trust policy',
    preview: (values) => previewRole(draftOf(values, before), own),
    search: (items, query) => searchPolicies(items.map(policyOf), query).map(itemOf),
    named: (query) =>
      query.startsWith('arn:') && checkPolicyArn(query) === undefined
        ? { id: query, label: lastPart(query), note: query }
        : undefined,
  };
}

function itemOf({ arn, name, owner }: ManagedPolicy): Item {
  return { id: arn, label: name, note: owner === 'account' ? 'in this account' : '' };
}

function policyOf({ id, label, note }: Item): ManagedPolicy {
  return { arn: id, name: label, owner: note === '' ? 'aws' : 'account' };
}

/** The fields of the form; each id is a field of the draft. */
const roleFields: readonly Field[] = [
  {
    kind: 'text',
    id: 'name',
    label: 'Name',
    hint: 'What the role is called. It cannot be changed later.',
    required: true,
  },
  {
    kind: 'text',
    id: 'trusted',
    label: 'Trusted',
    hint: 'Who may assume it: a 12-digit account ID, an ARN, or this for its own account. Separate several with commas.',
    required: true,
  },
  {
    kind: 'toggle',
    id: 'mfa',
    label: 'Require MFA',
    hint: 'Only people who signed in with an MFA code may assume it.',
  },
  {
    kind: 'text',
    id: 'externalId',
    label: 'External ID',
    hint: 'For access by another company. The console cannot switch to a role that has one.',
    offer: 'generate one',
  },
  { kind: 'many', id: 'policies', label: 'Permissions', hint: 'Managed policies: what the role may do.' },
  { kind: 'text', id: 'description', label: 'Description', hint: 'What the role is for.', section: 'more' },
  { kind: 'text', id: 'tags', label: 'Tags', hint: 'key=value, several separated by commas.', section: 'more' },
  { kind: 'text', id: 'path', label: 'Path', hint: '/ or /team/. It cannot be changed later.', section: 'more' },
  {
    kind: 'text',
    id: 'maxSession',
    label: 'Max session',
    hint: '1h to 12h. Through another role it is always 1h.',
    section: 'more',
  },
];

function valuesOf(draft: RoleDraft): Values {
  return Object.fromEntries(roleFields.map(({ id }) => [id, draft[id as keyof RoleDraft]]));
}

/** @param before gives the fields that the form does not ask for */
function draftOf(values: Values, before: RoleDraft): RoleDraft {
  return {
    ...before,
    name: textOf(values, 'name').trim(),
    trusted: textOf(values, 'trusted'),
    mfa: values.mfa === true,
    externalId: textOf(values, 'externalId').trim(),
    policies: listOf(values, 'policies'),
    description: textOf(values, 'description').trim(),
    tags: textOf(values, 'tags'),
    path: textOf(values, 'path').trim(),
    maxSession: textOf(values, 'maxSession').trim(),
  };
}

/**
 * The trust policy as far as it is filled in, and its meaning.
 * @param own the role's account, where it is known
 */
function previewRole(draft: RoleDraft, own: string | undefined): readonly PreviewLine[] {
  const principals = principalsOf(draft, own);
  const trust = { principals: principals ?? ['…'], requireMfa: draft.mfa, externalId: draft.externalId || undefined };
  const document = trustPolicy(trust);
  const meaning =
    principals === undefined
      ? []
      : [
          ...admissionsOf(document, own).map((each) => line('muted', admissionSentence(each))),
          ...warningsOf(document).map(({ level, text }) => line(level === 'open' ? 'bad' : 'warn', text)),
        ];
  return [
    ...formatPolicy(document)
      .replaceAll('    ', '  ')
      .split('\n')
      .map((text) => line('plain', text)),
    line('plain', ''),
    ...meaning,
    ...consoleLimits({ ...draft, trust }).map((text) => line('warn', text)),
  ];
}

const line = (tone: PreviewLine['tone'], text: string): PreviewLine => ({ tone, text });

/** The principals that the draft trusts, even while other fields are wrong. */
function principalsOf({ trusted }: RoleDraft, own: string | undefined): readonly string[] | undefined {
  const read = readDraft({ ...emptyDraft, name: 'role', trusted }, own);
  return read.faults === undefined ? read.definition.trust.principals : undefined;
}
