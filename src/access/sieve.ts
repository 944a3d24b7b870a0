/** Numbers that follow each other are spread by it. */
const SPREAD = 0x9e3779b1;

/** How many words keep most of those out that are not among so many: 2, 4, 8 and so on. */
export function sieveSize(count: number): number {
  let size = 2;
  while (size * 2 < count) size *= 2;
  return size;
}

/** From then on the number passes the sieve, of that many words, a power of two, from `from` on. */
export function putIntoSieve(words: Int32Array, from: number, size: number, number: number): void {
  const mixed = mix(number);
  const at = from + ((mixed >>> 15) & (size - 1));
  words[at] = (words[at] as number) | bitsOf(mixed);
}

/** Whoever was put in passes, and few others do: who does not is known without looking any further. */
export function passesSieve(words: Int32Array, from: number, size: number, number: number): boolean {
  const mixed = mix(number);
  const bits = bitsOf(mixed);
  return ((words[from + ((mixed >>> 15) & (size - 1))] as number) & bits) === bits;
}

/** All of its bits in one word, so that a look is at one place. */
function bitsOf(mixed: number): number {
  return (1 << mixed) | (1 << (mixed >>> 5)) | (1 << (mixed >>> 10));
}

function mix(number: number): number {
  const spread = Math.imul(number, SPREAD);
  return spread ^ (spread >>> 15);
}
