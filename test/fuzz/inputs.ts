import fc from 'fast-check';
import { hostileTexts } from '../domain/shells/example.ts';

/** What steers a terminal, hides from a reader, or stands for something else in a language it may end up in. */
const signs = [
  '\u001b[2J',
  '\u001b]0;title\u0007',
  '\u001b]52;c;cm0=\u0007',
  '\u009b31m',
  '\u202e',
  '\u2066',
  '\u200b',
  '\u2028',
  '\ud800',
  '\u0000',
  '\u0007',
  '\b',
  '\r',
  '\u007f',
  '\u{e0041}',
  '\ufeff',
  '__proto__',
  'constructor',
  'toString',
  '👩‍💻',
];

/** A text as somebody with bad intentions, bad luck or a bad editor would have it. */
export const hostile: fc.Arbitrary<string> = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(...hostileTexts, ...signs),
  fc
    .array(fc.oneof(fc.constantFrom(...signs, ...hostileTexts), fc.string({ maxLength: 5 })), { maxLength: 6 })
    .map((parts) => parts.join('')),
);

/** Something sensible most of the time, so that what lies behind the first check is reached as well. */
export const mostly = <Value>(sensible: fc.Arbitrary<Value>): fc.Arbitrary<Value | string> =>
  fc.oneof({ weight: 4, arbitrary: sensible }, { weight: 1, arbitrary: hostile });

/** A text with some places cut out, doubled or overwritten. */
export const damaged = (texts: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(texts, fc.array(fc.tuple(fc.nat(), fc.nat({ max: 12 }), hostile), { maxLength: 3 })).map(([text, cuts]) =>
    cuts.reduce((now, [at, length, instead]) => {
      const start = at % (now.length + 1);
      return now.slice(0, start) + instead + now.slice(start + length);
    }, text),
  );
