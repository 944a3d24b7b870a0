/** Columns of a line of text: what a terminal of 80 shows, with room for the mark of a reply. */
export const WIDTH = 76;

/** A text in lines of at most `width` characters, broken at spaces; what has none stays whole, such as an address. */
export function wrapped(text: string, width = WIDTH): readonly string[] {
  const lines: string[] = [];
  const [first = '', ...words] = text.split(' ');
  let current = first;
  for (const word of words) {
    const longer = `${current} ${word}`;
    if ([...longer].length <= width) {
      current = longer;
    } else {
      lines.push(current);
      current = word;
    }
  }
  return [...lines, current];
}
