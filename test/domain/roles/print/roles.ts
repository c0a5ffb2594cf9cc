import type { RoleDefinition } from '../../../../source/domain/roles/definition.ts';

/** A role with the least in it. */
export const plainRole: RoleDefinition = {
  name: 'ystataws',
  path: '/',
  description: '',
  tags: [],
  maxSessionSeconds: 3600,
  trust: { principals: ['111122223333'], requireMfa: false, externalId: undefined },
  policyArns: [],
  boundaryArn: undefined,
};

/** A role with everything, each text full of what some language takes for its own. */
export const hostileRole: RoleDefinition = {
  name: '-yes=on,@+.null',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: that is what Terraform takes for a template
  path: '/a$(id)`id`${x}/%{y}/',
  description: `it's "so" \\n \${x} %{y} $(id) \`id\` !! # é ~ <<EOF\n- a: b\r\n\t| {} [] & * ? > end`,
  tags: [
    { key: 'yes', value: 'no' },
    { key: 'a:b c', value: '0123' },
    { key: '2026-01-01', value: '' },
  ],
  maxSessionSeconds: 43_200,
  trust: {
    principals: ['012345678901', 'arn:aws:iam::111122223333:user/a+b=c,d'],
    requireMfa: true,
    externalId: 'x:y/z=1',
  },
  policyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess', 'arn:aws:iam::111122223333:policy/a/b'],
  boundaryArn: 'arn:aws:iam::aws:policy/PowerUserAccess',
};
