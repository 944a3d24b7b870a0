/** Numbers are integers; GUIDs and date-times are strings (conditions.md §3, §5). */
export type AttributeValue = string | number | boolean;

/** Reads one attribute by the path as written in the condition; undefined when the request does not carry it. */
export type AttributeLookup = (name: string) => AttributeValue | readonly AttributeValue[] | undefined;

/** What a condition is judged against (conditions.md §4). `UtcNow` is an environment attribute like any other. */
export interface ConditionContext {
  readonly action: string;
  readonly subOperation?: string | undefined;
  readonly principal: AttributeLookup;
  readonly resource: AttributeLookup;
  readonly request: AttributeLookup;
  readonly environment: AttributeLookup;
}
