import type { Migration } from './migration.ts';

/** Where resource groups and resources are listed: in their subscription and resource group, at whatever depth. */
export const placeResources: Migration = {
  name: '0011_place_resources',
  statements: (db) => [
    db.schema.alterTable('scope').addColumn('subscription', 'text'),
    db.schema.alterTable('scope').addColumn('resource_group', 'text'),
    db.schema.createIndex('scope_by_subscription').on('scope').columns(['subscription', 'kind', 'path']),
    db.schema.createIndex('scope_by_resource_group').on('scope').columns(['resource_group', 'kind', 'path']),
  ],
};
