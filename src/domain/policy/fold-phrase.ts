/**
 * A text as it is compared with refused phrases: compatible characters made one (full-width letters, ligatures), no
 * accents, no case, only letters and digits, one space between words. `NEED  admin-accéss!` is `need admin access`.
 */
export function foldPhrase(text: string): string {
  return text
    .normalize('NFKD')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\p{M}\p{Default_Ignorable_Code_Point}]+/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
