import type { ApprovalWarning } from '../../../src/domain/approval/approval-warnings.ts';
import type { PolicyWarningCode } from '../../../src/domain/policy/policy-warning.ts';
import type { PublicStatus } from '../../../src/domain/request/request-status.ts';
import type { RoleRisk } from '../../../src/domain/role-risk.ts';
import type { RoleName, ScopeName, Who } from './scenario.ts';

/** What somebody sees who is to decide; people and requests by their names in the story. */
export interface Sheet {
  readonly who: Who;
  readonly role: string;
  readonly risk: RoleRisk;
  readonly scope: string;
  readonly duration: string | null;
  readonly justification: string | null;
  readonly ticket: string | null;
  /** As an instant. */
  readonly expiresAt: string | null;
  /** Earlier activations of the role, the newest first. */
  readonly earlier: readonly string[];
  readonly warnings: readonly ApprovalWarning['code'][];
}

export type ClosedReason = 'requestor' | 'administrator' | 'principalDisabled' | 'eligibilityEnded' | 'policyChanged';

/** What a surface tells beyond the state of things; what it does not tell is asked of the commands' side. */
export interface Insight {
  /** One of the five words. */
  shown(request: string): Promise<PublicStatus | undefined>;
  /** Why a request was canceled. */
  closed(request: string): Promise<string | null>;
  sheet(who: Who, request: string): Promise<Sheet>;
  /** What was worth a second look when settings were last written there. */
  warned(role: RoleName, scope: ScopeName): Promise<readonly PolicyWarningCode[]>;
  risk(role: RoleName, scope: ScopeName): Promise<RoleRisk>;
  ruleIds(role: RoleName, scope: ScopeName): Promise<readonly string[]>;
  /** The ids of the requests whose approval was drawn for review, as this person sees them. */
  audits(who: Who): Promise<readonly string[]>;
  /** What the bell of somebody says: the event and the id of the request, the oldest first. */
  bell(who: Who): Promise<ReadonlyArray<readonly [event: string, request: string | null]>>;
}

/** What is so at this moment, where a surface tells it. */
export interface InsightState {
  /** People are shown one of five words. */
  readonly shown?: Readonly<Record<string, PublicStatus>>;
  readonly closed?: Readonly<Record<string, ClosedReason>>;
  /** What somebody is shown of a request before deciding; the end of the window as a length from now. */
  readonly sheets?: ReadonlyArray<{
    readonly of: string;
    readonly to: Who;
    readonly shows: Partial<Omit<Sheet, 'expiresAt'>>;
    readonly expiresIn: string;
  }>;
  readonly warned?: ReadonlyArray<{
    readonly role: RoleName;
    readonly scope: ScopeName;
    readonly codes: readonly PolicyWarningCode[];
  }>;
  readonly risks?: ReadonlyArray<{ readonly role: RoleName; readonly scope: ScopeName; readonly is: RoleRisk }>;
  /** The rules that there are; a surface may have more than these. */
  readonly rules?: { readonly role: RoleName; readonly scope: ScopeName; readonly ids: readonly string[] };
  readonly audits?: Readonly<Record<Who, readonly string[]>>;
  /** What somebody was told since they were last looked at: the event and the name of the request. */
  readonly told?: Readonly<Record<Who, readonly string[]>>;
  /** Exactly these got mail since it was last looked at: the names before the `@`. */
  readonly mailed?: readonly string[];
  /** The schedules of these requests end at one instant. */
  readonly endTogether?: readonly string[];
  /** Where a surface has no decision about a request to extend or renew, it says so to whoever tries. */
  readonly notAnApproval?: Readonly<Record<string, Who>>;
}
