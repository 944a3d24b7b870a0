import { type Expression, type SqlBool, sql } from 'kysely';

const MOST_WORDS = 6;

/** The words that a person looks for, in lower case; at most six. */
export function searchedWords(text: string): readonly string[] {
  return text.toLowerCase().split(/\s+/).filter(Boolean).slice(0, MOST_WORDS);
}

/** Whether a column holds the word somewhere, without regard to case; signs of patterns mean themselves. */
export function holdsWord(column: string, word: string): Expression<SqlBool> {
  const pattern = `%${word.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  return sql<boolean>`lower(${sql.ref(column)}) like ${pattern} escape '\\'`;
}
