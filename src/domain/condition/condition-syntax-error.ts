/** Why a text is not a condition, and where: `offset` counts UTF-16 units from 0, `line` and `column` from 1. */
export interface ConditionSyntaxError {
  readonly message: string;
  readonly offset: number;
  readonly line: number;
  readonly column: number;
  readonly found: string;
  readonly expected: string;
}

/** What a reader of the text noticed: the place, what stands there, what would be right and what to do. */
export interface SyntaxProblem {
  readonly offset: number;
  readonly found: string;
  readonly expected: string;
  readonly next: string;
}

const LONGEST_EXCERPT = 60;

/** Gives a problem its line, column and message (conditions.md §6). */
export function conditionSyntaxError(text: string, problem: SyntaxProblem): ConditionSyntaxError {
  const lines = text.slice(0, problem.offset).split(/\r\n|\r|\n/);
  const line = lines.length;
  const column = (lines.at(-1) ?? '').length + 1;
  const found = excerpt(problem.found);
  const message = `unexpected \`${found}\` at line \`${line}\`, column \`${column}\`: expected ${problem.expected}; ${problem.next}`;
  return { message, offset: problem.offset, line, column, found, expected: problem.expected };
}

/** Short, and without characters that could break a line or turn the direction of a log. */
function excerpt(text: string): string {
  const start = text.length <= LONGEST_EXCERPT ? text : `${text.slice(0, LONGEST_EXCERPT)}…`;
  return start.toWellFormed().replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
    return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}
