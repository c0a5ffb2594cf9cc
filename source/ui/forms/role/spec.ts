import { checkPolicyArn } from '../../../domain/roles/definition.ts';
import { type RoleDraft, readDraft } from '../../../domain/roles/draft.ts';
import { type ManagedPolicy, searchPolicies } from '../../../domain/roles/managed-policies.ts';
import type { FormSpec, Item } from '../field.ts';
import { draftOf, roleFields } from './fields.ts';
import { previewRole } from './preview.ts';

/** The form that describes a role. @param own the account it is for, where that is known */
export function roleForm(before: RoleDraft, own: string | undefined): FormSpec {
  return {
    title: own === undefined ? 'A new role' : `A new role in ${own}`,
    submit: 'Create the role',
    action: 'create',
    fields: roleFields,
    check: (values) => readDraft(draftOf(values, before), own).faults ?? {},
    previewTitle: 'Trust policy',
    preview: (values) => previewRole(draftOf(values, before), own),
    search: (items, query) => searchPolicies(items.map(policyOf), query).map(itemOf),
    named: (query) =>
      query.startsWith('arn:') && checkPolicyArn(query) === undefined
        ? { id: query, label: query.slice(query.lastIndexOf('/') + 1), note: query }
        : undefined,
  };
}

export function itemOf({ arn, name, owner }: ManagedPolicy): Item {
  return { id: arn, label: name, note: owner === 'account' ? 'of this account' : '' };
}

function policyOf({ id, label, note }: Item): ManagedPolicy {
  return { arn: id, name: label, owner: note === '' ? 'aws' : 'account' };
}
