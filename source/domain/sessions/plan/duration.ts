import { Problem } from '../../../problem.ts';

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/**
 * Seconds of `1h`, `90m`, `1h30m`, `3600`.
 * @throws Problem (wrong usage) naming the flag
 */
export function readDuration(text: string, flag: string): number {
  const trimmed = text.trim().toLowerCase();
  if (/^\d+$/.test(trimmed)) return Number(trimmed);
  const parts = [...trimmed.matchAll(/(\d+(?:\.\d+)?)\s*([smhd])/g)];
  const whole = parts.map(([part]) => part).join('');
  if (parts.length === 0 || whole !== trimmed.replace(/\s+(?=\d)/g, '')) {
    throw new Problem({
      code: 'usage',
      title: `--${flag} ${text} is not a length of time.`,
      todo: ['Write it as 1h, 90m, 1h30m, or as seconds: 3600.'],
      exitCode: 2,
    });
  }
  return Math.round(parts.reduce((sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ''] ?? 0), 0));
}

/** Seconds as a person reads them: `14400` as `4 h`, `5400` as `1 h 30 min`. */
export function inHours(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  const parts = [`${Math.floor(minutes / 60)} h`, `${minutes % 60} min`];
  return parts.filter((part) => !part.startsWith('0 ')).join(' ') || '0 min';
}
