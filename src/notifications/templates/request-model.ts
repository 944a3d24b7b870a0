import type { RequestedSchedule, Ticket } from '../../domain/request/request.ts';
import type { RoleRisk } from '../../domain/role-risk.ts';

/** The role and the place that a message is about. */
export interface RoleModel {
  readonly name: string;
  readonly risk: RoleRisk;
  readonly scopeName: string;
  readonly scopePath: string;
}

/** What somebody asked for, as they typed it. */
export interface RequestModel {
  /** Display name. */
  readonly requestor: string;
  readonly role: RoleModel;
  readonly schedule: RequestedSchedule;
  readonly justification: string | null;
  readonly ticket: Ticket | null;
  /** The page of the request. */
  readonly link: string;
}
