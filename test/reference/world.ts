/** What a decision rests on, as plain data; times in milliseconds since the epoch. */
export interface World {
  /** Every principal that there is, groups among them. */
  readonly enabled: ReadonlyMap<string, boolean>;
  /** For good from minus to plus infinity. */
  readonly memberships: readonly Membership[];
  /** Of every scope but the root what is directly above it, both as they are stored. */
  readonly parents: ReadonlyMap<string, string>;
  readonly roles: ReadonlyMap<string, readonly Permission[]>;
  readonly schedules: readonly Assignment[];
  readonly denials: readonly Denied[];
}

export interface Span {
  readonly startMs: number;
  /** Infinity for a permanent one. */
  readonly endMs: number;
}

export interface Membership extends Span {
  readonly groupId: string;
  readonly memberId: string;
}

export interface Assignment extends Span {
  readonly id: string;
  readonly principalId: string;
  readonly roleId: string;
  readonly scope: string;
  readonly condition: Condition | null;
}

export interface Denied {
  readonly id: string;
  /** `everyone` is everybody. */
  readonly principalIds: readonly string[];
  readonly exceptIds: readonly string[];
  readonly scope: string;
  readonly isForChildren: boolean;
  readonly permissions: readonly Permission[];
  readonly condition: Condition | null;
}

export interface Permission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
  readonly condition: Condition | null;
}

export const sources = ['Principal', 'Resource', 'Request', 'Environment'] as const;
export type Source = (typeof sources)[number];

/** A condition as a tree; `not` stands before the whole of it. */
export type Condition = { readonly not?: boolean } & (
  | { readonly is: 'action'; readonly pattern: string }
  | { readonly is: 'exists'; readonly source: Source; readonly name: string }
  | { readonly is: 'equals'; readonly source: Source; readonly name: string; readonly value: string }
  | { readonly is: 'and'; readonly of: readonly Condition[] }
  | { readonly is: 'or'; readonly of: readonly Condition[] }
);

export interface Question {
  readonly principalId: string;
  readonly action: string;
  readonly isDataAction: boolean;
  /** In any case. */
  readonly scope: string;
  readonly atMs: number;
  readonly attributes: Readonly<Record<Source, Readonly<Record<string, string>>>>;
}
