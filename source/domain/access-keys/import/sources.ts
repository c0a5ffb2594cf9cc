/** Where access keys are imported from: the two files of AWS, or a vault. */
export const keySources = ['credentials', 'aws-vault', 'granted'] as const;
export type KeySource = (typeof keySources)[number];

/** Another program that stores access keys. */
export type Vault = Exclude<KeySource, 'credentials'>;
