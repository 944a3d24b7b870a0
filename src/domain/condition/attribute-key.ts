import { foldCase } from './fold-case.ts';

const CASE_SENSITIVE_TAG = '<$key_case_sensitive$>';

/** Two attribute paths name the same attribute when their keys are equal: case counts in tag keys only (conditions.md §4). */
export function attributeKey(path: string): string {
  const tagKeyAt = path.indexOf(':') + 1;
  const suffixAt = path.length - CASE_SENSITIVE_TAG.length;
  const isTagValue = tagKeyAt > 0 && tagKeyAt <= suffixAt && foldCase(path.slice(suffixAt)) === CASE_SENSITIVE_TAG;
  if (!isTagValue) return foldCase(path);
  return `${foldCase(path.slice(0, tagKeyAt))}${path.slice(tagKeyAt, suffixAt)}${CASE_SENSITIVE_TAG}`;
}
