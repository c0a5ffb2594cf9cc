/** The groups in which the list of all verbs shows them; verbs in one text share a line, and the brief of the first. */
export const groups: readonly (readonly [title: string, verbs: readonly string[]])[] = [
  [
    'Every day',
    [
      'switch',
      'exec',
      'console',
      'list, discover',
      'show',
      'status',
      'refresh, region',
      'off',
      'forget',
      'login, logout',
    ],
  ],
  ['Profiles', ['add', 'edit, remove', 'import, link', 'keep, sync', 'key, mfa']],
  ['Owner', ['role']],
  ['Scripts', ['export', 'credential-process']],
  ['Setup', ['init', 'completion', 'doctor', 'demo', 'help, update']],
];
