/** How far the server's clock is ahead of this device's, in milliseconds, and how sure that is. */
let offsetMs = 0;
let uncertaintyMs = Number.POSITIVE_INFINITY;

/** Learns the server's time from an answer: the shorter the way, the surer. */
export function learnServerTime(told: string | null, sentAt: number, receivedAt: number): void {
  if (told === null) return;
  const serverNow = Date.parse(told);
  const way = receivedAt - sentAt;
  if (Number.isNaN(serverNow)) return;
  const learned = serverNow + way / 2 - receivedAt;
  // a step of either clock makes what was learned before worth nothing
  const isStep = Math.abs(learned - offsetMs) > way + uncertaintyMs + 1000;
  if (way > uncertaintyMs && !isStep) return;
  offsetMs = learned;
  uncertaintyMs = way;
}

/** Now by the clock that decides, in milliseconds since the epoch. */
export function serverNow(): number {
  return Date.now() + offsetMs;
}
