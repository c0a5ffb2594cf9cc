import { type Problem, wrongUsage } from '../../problem.ts';
import type { Command } from './command.ts';
import { anyOther, type Given, type Rule, rules } from './together-rules.ts';

/** Refuses words and flags that do not go together. @throws Problem (wrong usage) that names both and says why */
export function checkTogether(command: Command, given: ReadonlySet<Given>): void {
  if (given.size === 0) return;
  for (const rule of rules) {
    const { verbs, these, needs = [], without = [] } = rule;
    if (verbs !== undefined && !verbs.includes(command.name)) continue;
    for (const one of these.filter((each) => given.has(each))) {
      const missing = needs.find((each) => !given.has(each));
      if (missing !== undefined) throw refusal(rule, `${shown(one)} also needs ${shown(missing)}.`);
      const other = without
        .flatMap((each) => (each === anyOther ? othersIn(command, these) : each))
        .find((each) => given.has(each));
      if (other !== undefined) throw refusal(rule, `${shown(other)} cannot be used with ${shown(one)}.`);
    }
  }
}

const othersIn = ({ flags }: Command, these: readonly Given[]): readonly Given[] =>
  flags.map(({ name }) => name).filter((name) => !these.includes(name));

const refusal = ({ why, todo = 'Use only one of the two.' }: Rule, title: string): Problem =>
  wrongUsage(title, todo, { means: why });

function shown(given: Given): string {
  if (given === 'PROFILE') return 'A profile';
  if (given === '-') return 'rolecall -';
  return given === 'HERE' || given === 'KEYS' ? 'the role you are in' : `--${given}`;
}
