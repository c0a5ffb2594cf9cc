/** The time of day here, with the day where it is not within the next day. */
export function clockTime(epochMs: number, now: number): string {
  const at = new Date(epochMs);
  const time = `${String(at.getHours()).padStart(2, '0')}:${String(at.getMinutes()).padStart(2, '0')}`;
  return Math.abs(epochMs - now) < 86_400_000 ? time : `${time} on ${at.toDateString().slice(0, 10)}`;
}
