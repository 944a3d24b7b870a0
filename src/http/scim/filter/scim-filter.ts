export const comparisons = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const;
export type Comparison = (typeof comparisons)[number];
export type FilterValue = string | number | boolean | null;

/** A filter as RFC 7644 §3.4.2.2 has it; names of attributes in lower case, those in `[]` with the name before it. */
export type ScimFilter =
  | { readonly op: 'and' | 'or'; readonly parts: readonly ScimFilter[] }
  | { readonly op: 'not'; readonly part: ScimFilter }
  | { readonly op: 'pr'; readonly path: string }
  | { readonly op: Comparison; readonly path: string; readonly value: FilterValue };
