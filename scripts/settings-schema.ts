import { browserNames, containerAddOns, whereWords } from '../source/domain/console/where.ts';
import { formats } from '../source/domain/formats.ts';
import { mfaSessionLength } from '../source/domain/sessions/cache/margins.ts';
import { displayVariables, segmentParts } from '../source/domain/shells/names.ts';

const text = { type: 'string' };
const names = { type: 'array', items: text };
const yesOrNo = { type: 'boolean' };
const word = { type: 'string', pattern: '^[^\\u0000]*$' };
const program = { type: 'string', pattern: '^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$' };
const command = { type: 'array', minItems: 1, prefixItems: [program], items: word };
const address = { type: 'string', pattern: '\\{url\\}' };
/** One of the arguments takes the address; that the program's own name does is not enough. */
const withAddress = {
  ...command,
  contains: address,
  anyOf: [{ prefixItems: [{ not: address }] }, { contains: address, minContains: 2 }],
};
const objectOf = (values: object) => ({ type: 'object', additionalProperties: values });
const fields = (properties: object, more: object = {}) => ({
  type: 'object',
  properties,
  additionalProperties: false,
  ...more,
});

/** What every setting may be, for editors: JSON Schema 2020-12. A test compares it with how settings are read. */
export const settingsSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Settings of rolecall',
  description: 'settings.json of rolecall, a terminal role switcher for AWS',
  ...fields({
    $schema: { ...text, description: 'where this schema is' },
    version: {
      type: 'integer',
      minimum: 1,
      maximum: formats.settings,
      description: 'the version of this file format; rolecall writes it',
    },
    favourites: { ...names, description: 'profiles at the top of the list' },
    recents: { ...names, description: 'the profiles used last, most recent first; rolecall writes them' },
    hidden: { ...names, description: 'profiles that the list does not show' },
    lastRequest: {
      type: 'string',
      pattern: '^[0-9a-f]{1,128}$',
      description: 'the role that rolecall - goes to in a new shell; rolecall writes it',
    },
    colors: {
      ...objectOf({ type: 'string', pattern: '^#[0-9a-fA-F]{6}$' }),
      description: 'colours of profiles; they come before the colours in the profiles',
    },
    prompt: {
      anyOf: [yesOrNo, { enum: segmentParts }],
      description: 'the role in the prompt: all of it, none, or one part',
    },
    alsoSet: {
      anyOf: [{ enum: displayVariables }, { type: 'array', items: { enum: displayVariables } }],
      description: 'variables that also hold the name of the role, for prompts that read them',
    },
    screenReader: { ...yesOrNo, description: 'plain lines of text instead of a drawn screen' },
    mfaAsk: { ...command, description: 'a command that asks for an MFA code, as a list of words' },
    consoleIn: {
      anyOf: [
        { enum: whereWords.filter((where) => where !== 'command') },
        withAddress,
        fields(
          {
            in: { enum: whereWords },
            browser: {
              anyOf: [{ enum: browserNames }, { type: 'string', pattern: '^(/|[A-Za-z]:[\\\\/])[^\\u0000]*$' }],
            },
            addOn: { enum: containerAddOns },
            per: { enum: ['role', 'account'] },
            command: withAddress,
          },
          {
            required: ['in'],
            if: { properties: { in: { const: 'command' } } },
            // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
            then: { required: ['command'] },
          },
        ),
      ],
      description: 'where the console of a role opens',
    },
    mfaSessionDuration: {
      type: 'number',
      minimum: mfaSessionLength.shortest,
      maximum: mfaSessionLength.longest,
      description: 'how long an MFA session is requested for, in seconds',
    },
    signIn: { ...objectOf({ enum: ['browser', 'device'] }), description: 'how to sign in, by session or profile' },
    sync: {
      ...objectOf(fields({ include: names, exclude: names, name: text, region: text, prune: yesOrNo })),
      description: 'portals whose profiles are kept in step, with the flags of rolecall sync',
    },
    sessionStore: { enum: ['auto', 'keychain', 'file', 'none'], description: 'how sessions are stored' },
  }),
} as const;
