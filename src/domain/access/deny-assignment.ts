import type { PrincipalKind } from '../principal.ts';
import type { Permission } from '../role-definition.ts';
import type { WrittenCondition } from '../schedule.ts';
import type { Scope } from '../scope.ts';

/** The id that stands for every principal in a deny assignment. */
export const EVERYONE = '00000000-0000-0000-0000-000000000000';

/** Who a deny assignment is about; `everyone` goes with the id `EVERYONE` and with no other. */
export interface DeniedPrincipal {
  readonly id: string;
  readonly kind: PrincipalKind | 'everyone';
}

/** What an administrator asks for. */
export interface AskedDenyAssignment {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  /** Operations minus exceptions; a condition narrows what is denied. */
  readonly permissions: readonly Permission[];
  readonly scope: Scope;
  readonly doNotApplyToChildScopes: boolean;
  readonly principals: readonly DeniedPrincipal[];
  readonly excludePrincipals: readonly DeniedPrincipal[];
  readonly condition: WrittenCondition | null;
}

/** Takes operations away from principals, whatever their roles give (contracts/arm §12). It never changes. */
export interface DenyAssignment extends AskedDenyAssignment {
  readonly createdAt: Temporal.Instant;
  readonly createdById: string;
}
