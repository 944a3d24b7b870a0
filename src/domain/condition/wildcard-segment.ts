/** A character as it is, or any one character. */
export type Element = string;

/** The part of a pattern between two runs. */
export interface Segment {
  /** In characters, not in UTF-16 units. */
  readonly length: number;
  /** Where the match that begins at this place ends. */
  readonly endOfMatchAt: (text: string, start: number) => number | undefined;
  /** Where the earliest match from this place on ends. */
  readonly endOfFirstMatch: (text: string, from: number) => number | undefined;
}

/** `'any'` stands for any one character; every other element is the character itself (conditions.md §3). */
export function finderOf(elements: readonly Element[]): Segment {
  const length = elements.length;
  if (elements.includes('any')) {
    return {
      length,
      endOfMatchAt: (text, start) => endOfMatchAt(elements, text, start),
      endOfFirstMatch: (text, from) => endOfFirstMatch(elements, text, from),
    };
  }
  const literal = elements.join('');
  return {
    length,
    endOfMatchAt: (text, start) => (text.startsWith(literal, start) ? start + literal.length : undefined),
    endOfFirstMatch: (text, from) => {
      const found = text.indexOf(literal, from);
      return found === -1 ? undefined : found + literal.length;
    },
  };
}

function endOfMatchAt(elements: readonly Element[], text: string, start: number): number | undefined {
  let index = start;
  for (const element of elements) {
    if (index >= text.length) return undefined;
    if (element === 'any') index += (text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1;
    else if (text.startsWith(element, index)) index += element.length;
    else return undefined;
  }
  return index;
}

/**
 * Follows all places where a match may have begun at the same time: bit n says that the first n + 1 elements match the
 * characters just read. The time is characters times elements / 32, whatever the text.
 */
function endOfFirstMatch(elements: readonly Element[], text: string, from: number): number | undefined {
  const { rows, bits, width } = acceptanceOf(elements);
  const reached = new Int32Array(width);
  const lastBit = 1 << ((elements.length - 1) & 31);
  for (let index = from; index < text.length; ) {
    const point = text.codePointAt(index) ?? 0;
    const row = rows.get(point) ?? 0;
    let carry = 1;
    for (let word = 0; word < width; word += 1) {
      const before = reached[word] ?? 0;
      reached[word] = ((before << 1) | carry) & (bits[row + word] ?? 0);
      carry = before >>> 31;
    }
    index += point > 0xffff ? 2 : 1;
    if (((reached[width - 1] ?? 0) & lastBit) !== 0) return index;
  }
  return undefined;
}

/** A row of bits for each character of the segment: the elements that accept it. Row 0 is for all other characters. */
function acceptanceOf(elements: readonly Element[]) {
  const width = Math.ceil(elements.length / 32);
  const bits = new Int32Array((new Set(elements).size + 1) * width);
  for (const [position, element] of elements.entries()) if (element === 'any') setBit(bits, 0, position);
  const rows = new Map<number, number>();
  for (const [position, element] of elements.entries()) {
    if (element === 'any') continue;
    const point = element.codePointAt(0) ?? 0;
    const row = rows.get(point) ?? (rows.size + 1) * width;
    if (!rows.has(point)) bits.copyWithin(row, 0, width);
    rows.set(point, row);
    setBit(bits, row, position);
  }
  return { rows, bits, width };
}

function setBit(bits: Int32Array, row: number, position: number): void {
  const word = row + (position >>> 5);
  bits[word] = (bits[word] ?? 0) | (1 << (position & 31));
}
