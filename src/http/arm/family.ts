import type { ScheduleKind } from '../../domain/schedule.ts';

/** The two halves of the surface, which differ in one word of their names (contracts/arm §2). */
export interface Family {
  readonly kind: ScheduleKind;
  /** In `role{word}Schedules`. */
  readonly word: 'Assignment' | 'Eligibility';
}

export const families: readonly Family[] = [
  { kind: 'active', word: 'Assignment' },
  { kind: 'eligible', word: 'Eligibility' },
];
