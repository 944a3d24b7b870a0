"""Plays every operation for role assignments and role definitions that azure.mgmt.authorization has, unmodified."""
import json

from azure.mgmt.authorization.v2020_10_01.models import RoleManagementPolicy
from azure.mgmt.authorization.v2022_04_01 import models

from brevet_client import IDS, PRODUCTION, ROLES, client, code_of, name

READER = ROLES + "acdd72a7-3385-48ef-bd42-f606fba81ae7"
GROUP = PRODUCTION + "/resourceGroups/rg-web"
MACHINE = ("rg-web", "Microsoft.Compute", "virtualMachines", "vm-web-01")
RESTART = "Microsoft.Compute/virtualMachines/restart/action"

seen = {}
grace, mallory = client("grace"), client("mallory")
definitions, assignments = grace.role_definitions, grace.role_assignments


def definition(*actions):
    return models.RoleDefinition(
        role_name="Restarts", permissions=[models.Permission(actions=list(actions))], assignable_scopes=[PRODUCTION]
    )


role = name()
made = definitions.create_or_update(PRODUCTION, role, definition(RESTART))
seen["definition"] = [made.role_type, made.permissions[0].actions == [RESTART]]
changed = definitions.create_or_update(PRODUCTION, role, definition(RESTART, "*/read"))
seen["definition changed"] = len(changed.permissions[0].actions)
seen["definition get"] = definitions.get(PRODUCTION, role).role_name
seen["definition by id"] = definitions.get_by_id(made.id).name == role
seen["definitions"] = [each.role_name for each in definitions.list(PRODUCTION, filter="type eq 'CustomRole'")]


def to_mallory(role_id):
    return models.RoleAssignmentCreateParameters(
        role_definition_id=role_id, principal_id=IDS["mallory"], principal_type="User", description="on call"
    )


def allow_without_end(role_name):
    policies = grace.role_management_policies
    rule = next(each for each in policies.get(GROUP, role_name).rules if each.id == "Expiration_Admin_Assignment")
    rule.is_expiration_required = False
    policies.update(GROUP, role_name, RoleManagementPolicy(rules=[rule]))


allow_without_end(role)
allow_without_end(READER.split("/")[-1])


first = assignments.create(GROUP, name(), to_mallory(made.id))
seen["assignment"] = [first.principal_type, first.scope == GROUP]
seen["assignment get"] = assignments.get(GROUP, first.name).id == first.id
seen["assignment by id"] = assignments.get_by_id(first.id).name == first.name
second_id = GROUP + "/providers/Microsoft.Authorization/roleAssignments/" + name()
second = assignments.create_by_id(second_id, to_mallory(PRODUCTION + READER))
mine = f"assignedTo('{IDS['mallory']}')"
group, provider, kind, machine = MACHINE
seen["lists"] = [
    len(list(listed))
    for listed in (
        assignments.list_for_scope(GROUP, filter=mine),
        assignments.list_for_subscription(filter=f"principalId eq '{IDS['mallory']}'"),
        assignments.list_for_resource_group(group, filter=mine),
        assignments.list_for_resource(group, provider, kind, machine, filter=mine),
    )
]
seen["in use"] = code_of(lambda: definitions.delete(PRODUCTION, role))
seen["not allowed"] = code_of(lambda: mallory.role_assignments.create(GROUP, name(), to_mallory(PRODUCTION + READER)))
seen["deleted"] = assignments.delete(GROUP, first.name).name == first.name
seen["deleted by id"] = assignments.delete_by_id(second.id).name == second.name
seen["assignment gone"] = code_of(lambda: assignments.get(GROUP, first.name))
grace.role_management_policies.delete(GROUP, role)
seen["definition deleted"] = definitions.delete(PRODUCTION, role).name == role
seen["definition gone"] = code_of(lambda: definitions.get(PRODUCTION, role))

print(json.dumps(seen))
