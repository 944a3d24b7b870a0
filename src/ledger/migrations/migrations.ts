import { createLedger } from './0001-create-ledger.ts';
import { createTables } from './0002-create-tables.ts';
import { indexRequests } from './0003-index-requests.ts';
import { createInstallationSecret } from './0004-create-installation-secret.ts';
import { addRoleAdministration } from './0005-add-role-administration.ts';
import { describeHierarchy } from './0006-describe-hierarchy.ts';
import { indexPolicyChanges } from './0007-index-policy-changes.ts';
import { extendApprovals } from './0008-extend-approvals.ts';
import { createProviderTables } from './0009-create-provider-tables.ts';
import { addExtensionRequests } from './0010-add-extension-requests.ts';
import { placeResources } from './0011-place-resources.ts';
import { createSpotAudits } from './0012-create-spot-audits.ts';
import { createPolicyTemplates } from './0013-create-policy-templates.ts';
import { createSignInSessions } from './0014-create-sign-in-sessions.ts';
import { indexLists } from './0015-index-lists.ts';
import { createIdempotentCalls } from './0016-create-idempotent-calls.ts';
import { slimIndexes } from './0017-slim-indexes.ts';
import { administerDirectory } from './0018-administer-directory.ts';
import { createLocalAccounts } from './0019-create-local-accounts.ts';
import { indexNotifications } from './0020-index-notifications.ts';
import { createRequestProofs } from './0021-create-request-proofs.ts';
import { keepHtmlOfNotifications } from './0022-keep-html-of-notifications.ts';
import { keepDeadLetters } from './0023-keep-dead-letters.ts';
import { keepPreferences } from './0024-keep-preferences.ts';
import { createBell } from './0025-create-bell.ts';
import { createSpentTokens } from './0026-create-spent-tokens.ts';
import { planReminders } from './0027-plan-reminders.ts';
import { createNotificationEndpoints } from './0028-create-notification-endpoints.ts';
import { keepDigests } from './0029-keep-digests.ts';
import { foldFloods } from './0030-fold-floods.ts';
import { createLease } from './0031-create-lease.ts';
import { indexBell } from './0032-index-bell.ts';
import { createGroupAssignments } from './0034-create-group-assignments.ts';
import { indexWhatWasTold } from './0037-index-what-was-told.ts';
import { keepPast } from './0040-keep-past.ts';
import { indexHoldersOfRoles } from './0041-index-holders-of-roles.ts';
import { indexDigests } from './0045-index-digests.ts';
import { sayWhatStepsNeed } from './0046-say-what-steps-need.ts';
import { indexRecord } from './0047-index-record.ts';
import { indexExpiry } from './0048-index-expiry.ts';
import { pageHoldersOfRoles } from './0049-page-holders-of-roles.ts';
import type { Migration } from './migration.ts';

/** In the order in which they are applied. */
export const migrations: readonly Migration[] = [
  createLedger,
  createTables,
  indexRequests,
  createInstallationSecret,
  addRoleAdministration,
  describeHierarchy,
  indexPolicyChanges,
  extendApprovals,
  createProviderTables,
  addExtensionRequests,
  placeResources,
  createSpotAudits,
  createPolicyTemplates,
  createSignInSessions,
  indexLists,
  createIdempotentCalls,
  slimIndexes,
  administerDirectory,
  createLocalAccounts,
  indexNotifications,
  createRequestProofs,
  keepHtmlOfNotifications,
  keepDeadLetters,
  keepPreferences,
  createBell,
  createSpentTokens,
  planReminders,
  createNotificationEndpoints,
  keepDigests,
  foldFloods,
  createLease,
  indexBell,
  createGroupAssignments,
  indexWhatWasTold,
  keepPast,
  indexHoldersOfRoles,
  indexDigests,
  sayWhatStepsNeed,
  indexRecord,
  indexExpiry,
  pageHoldersOfRoles,
];
