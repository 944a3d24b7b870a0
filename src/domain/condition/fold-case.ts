/**
 * One spelling for texts that differ in case only (conditions.md §3, §4). A character beyond ASCII never becomes an
 * ASCII one, so that the Kelvin sign or a long s cannot stand for `k` or `s` in a name or an action.
 */
export function foldCase(text: string): string {
  if (isAscii(text)) return text.toLowerCase();
  let folded = '';
  for (const character of text) folded += isAscii(character) ? character.toLowerCase() : foldBeyondAscii(character);
  return folded;
}

function foldBeyondAscii(character: string): string {
  const upper = character.toUpperCase();
  const isOneCharacter = upper.length === String.fromCodePoint(upper.codePointAt(0) ?? 0).length;
  return isOneCharacter && !isAscii(upper) ? upper : character;
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) if (text.charCodeAt(index) > 0x7f) return false;
  return true;
}
