"""Plays every operation for privileged access that azure.mgmt.authorization has, unmodified; prints what it saw."""
import json
import time

from azure.mgmt.authorization.v2020_10_01 import models
from azure.mgmt.authorization.v2021_01_01_preview import models as approvals

from brevet_client import DEVELOPMENT, IDS, PRODUCTION, ROLES, client, code_of, name

OWNER = PRODUCTION + ROLES + "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"
CONTRIBUTOR = ROLES + "b24988ac-6180-42a0-ab88-20f7382dd24c"

seen = {}


def lasting(duration):
    expiration = models.RoleAssignmentScheduleRequestPropertiesScheduleInfoExpiration(
        type="AfterDuration", duration=duration
    )
    return models.RoleAssignmentScheduleRequestPropertiesScheduleInfo(expiration=expiration)


grace, alice, bob, mallory = (client(person) for person in ("grace", "alice", "bob", "mallory"))

# an administrator makes somebody eligible, tries it out first, and takes it back
eligible = models.RoleEligibilityScheduleRequest(
    principal_id=IDS["mallory"],
    role_definition_id=DEVELOPMENT + CONTRIBUTOR,
    request_type="AdminAssign",
    schedule_info=models.RoleEligibilityScheduleRequestPropertiesScheduleInfo(
        expiration=models.RoleEligibilityScheduleRequestPropertiesScheduleInfoExpiration(
            type="AfterDuration", duration="P30D"
        )
    ),
)
request_name = name()
eligibilities = grace.role_eligibility_schedule_requests
seen["eligibility validate"] = eligibilities.validate(DEVELOPMENT, request_name, eligible).status
seen["eligibility create"] = eligibilities.create(DEVELOPMENT, request_name, eligible).status
seen["eligibility create again"] = code_of(lambda: eligibilities.create(DEVELOPMENT, request_name, eligible))
seen["eligibility get"] = eligibilities.get(DEVELOPMENT, request_name).expanded_properties.role_definition.display_name
seen["eligibility list"] = request_name in [
    each.name for each in eligibilities.list_for_scope(DEVELOPMENT, filter=f"principalId eq '{IDS['mallory']}'")
]
schedules = list(mallory.role_eligibility_schedules.list_for_scope(DEVELOPMENT, filter="asTarget()"))
seen["eligibility schedules"] = [each.member_type for each in schedules]
seen["eligibility schedule get"] = mallory.role_eligibility_schedules.get(DEVELOPMENT, schedules[0].name).status
instances = list(mallory.role_eligibility_schedule_instances.list_for_scope(DEVELOPMENT, filter="asTarget()"))
seen["eligibility instances"] = [each.status for each in instances]
seen["eligibility instance get"] = (
    mallory.role_eligibility_schedule_instances.get(DEVELOPMENT, instances[0].name).principal_id == IDS["mallory"]
)
children = list(mallory.eligible_child_resources.get(DEVELOPMENT))
seen["eligible children"] = [[each.name, each.type] for each in children]
planned = models.RoleEligibilityScheduleRequest(
    principal_id=IDS["ivan"],
    role_definition_id=DEVELOPMENT + CONTRIBUTOR,
    request_type="AdminAssign",
    schedule_info=models.RoleEligibilityScheduleRequestPropertiesScheduleInfo(
        start_date_time=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 86400)),
        expiration=models.RoleEligibilityScheduleRequestPropertiesScheduleInfoExpiration(
            type="AfterDuration", duration="P30D"
        ),
    ),
)
planned_name = name()
seen["eligibility planned"] = eligibilities.create(DEVELOPMENT, planned_name, planned).status
seen["eligibility cancel"] = eligibilities.cancel(DEVELOPMENT, planned_name)
seen["eligibility canceled"] = eligibilities.get(DEVELOPMENT, planned_name).status

# she activates, with a role that needs no approval
activation = models.RoleAssignmentScheduleRequest(
    principal_id=IDS["mallory"],
    role_definition_id=DEVELOPMENT + CONTRIBUTOR,
    request_type="SelfActivate",
    linked_role_eligibility_schedule_id=schedules[0].name,
    schedule_info=lasting("PT1H"),
    justification="clean up the sandbox",
)
requests = mallory.role_assignment_schedule_requests
seen["activation"] = requests.create(DEVELOPMENT, name(), activation).status
active = list(mallory.role_assignment_schedules.list_for_scope(DEVELOPMENT, filter="asTarget()"))
seen["assignment schedules"] = [[each.assignment_type, each.status] for each in active]
seen["assignment schedule get"] = mallory.role_assignment_schedules.get(DEVELOPMENT, active[0].name).assignment_type
held = list(mallory.role_assignment_schedule_instances.list_for_scope(DEVELOPMENT, filter="asTarget()"))
seen["assignment instances"] = [each.assignment_type for each in held]
seen["assignment instance get"] = (
    mallory.role_assignment_schedule_instances.get(DEVELOPMENT, held[0].name).role_assignment_schedule_id.split("/")[-1]
    == active[0].name
)
activation.request_type = "SelfDeactivate"
seen["deactivation too early"] = code_of(lambda: requests.create(DEVELOPMENT, name(), activation))
seen["list without the right"] = code_of(lambda: list(mallory.role_assignment_schedules.list_for_scope(PRODUCTION)))

# with approval: validated, asked for, seen by the approver, approved, and the next one denied
owner = models.RoleAssignmentScheduleRequest(
    principal_id=IDS["alice"],
    role_definition_id=OWNER,
    request_type="SelfActivate",
    schedule_info=lasting("PT2H"),
    justification="Triage of IR-2026-0142",
    ticket_info=models.RoleAssignmentScheduleRequestPropertiesTicketInfo(
        ticket_number="IR-2026-0142", ticket_system="Jira"
    ),
)
seen["activation validate"] = alice.role_assignment_schedule_requests.validate(PRODUCTION, name(), owner).status
asked_name = name()
asked = alice.role_assignment_schedule_requests.create(PRODUCTION, asked_name, owner)
seen["activation with approval"] = asked.status
waiting = list(bob.role_assignment_schedule_requests.list_for_scope(PRODUCTION, filter="asApprover()"))
seen["approver's list"] = [each.name == asked_name for each in waiting]
seen["approvals"] = len(list(bob.role_assignment_approval.list(filter="asApprover()")))
approval_id = asked.approval_id.split("/")[-1]
approval = bob.role_assignment_approval.get_by_id(approval_id)
seen["approval get"] = [[stage.status, stage.assigned_to_me, stage.review_result] for stage in approval.stages]
steps = bob.role_assignment_approval_steps.list(approval_id)
stage = steps.value[0].name
seen["approval step"] = bob.role_assignment_approval_step.get_by_id(approval_id, stage).status
decision = approvals.RoleAssignmentApprovalStepProperties(review_result="Approve", justification="known incident")
alice_decides = alice.role_assignment_approval_step
seen["own approval"] = code_of(lambda: alice_decides.patch(approval_id, stage, decision))
bob.role_assignment_approval_step.patch(approval_id, stage, decision)
seen["approved"] = alice.role_assignment_schedule_requests.get(PRODUCTION, asked_name).status
seen["decided twice"] = code_of(lambda: bob.role_assignment_approval_step.put(approval_id, stage, decision))

# a second one for a deny by PUT and through the scoped form, and a third that is taken back
removal = models.RoleAssignmentScheduleRequest(
    principal_id=IDS["alice"], role_definition_id=OWNER, request_type="AdminRemove"
)
seen["removal"] = grace.role_assignment_schedule_requests.create(PRODUCTION, name(), removal).status
second = alice.role_assignment_schedule_requests.create(PRODUCTION, name(), owner)
second_id = second.approval_id.split("/")[-1]
seen["scoped approvals"] = len(list(bob.scope_role_assignment_approval.list(PRODUCTION, filter="asApprover()")))
scoped = bob.scope_role_assignment_approval.get_by_id(second_id, PRODUCTION)
seen["scoped approval get"] = [stage.status for stage in scoped.stages]
scoped_stage = bob.scope_role_assignment_approval_steps.list(second_id, PRODUCTION).value[0].name
scoped_step = bob.scope_role_assignment_approval_step
seen["scoped step"] = scoped_step.get_by_id(second_id, scoped_stage, PRODUCTION).review_result
denial = approvals.RoleAssignmentApprovalStepProperties(review_result="Deny", justification="not now")
denied = scoped_step.put(second_id, scoped_stage, PRODUCTION, denial)
seen["denied"] = [denied.status, denied.review_result]
third_name = name()
third = alice.role_assignment_schedule_requests.create(PRODUCTION, third_name, owner)
third_id = third.approval_id.split("/")[-1]
seen["cancel"] = alice.role_assignment_schedule_requests.cancel(PRODUCTION, third_name)
seen["canceled"] = alice.role_assignment_schedule_requests.get(PRODUCTION, third_name).status
late = approvals.RoleAssignmentApprovalStepProperties(review_result="Approve", justification="too late")
third_stage = bob.role_assignment_approval_steps.list(third_id).value[0].name
seen["late decision"] = code_of(lambda: scoped_step.patch(third_id, third_stage, PRODUCTION, late))

# role settings, read and changed
found = list(grace.role_management_policies.list_for_scope(PRODUCTION))
seen["policies"] = len(found) > 1
assigned = next(
    each
    for each in grace.role_management_policy_assignments.list_for_scope(PRODUCTION)
    if each.role_definition_id.lower() == OWNER.lower()
)
seen["policy assignment get"] = (
    grace.role_management_policy_assignments.get(PRODUCTION, assigned.name).policy_id == assigned.policy_id
)
policy_name = assigned.policy_id.split("/")[-1]
policy = grace.role_management_policies.get(PRODUCTION, policy_name)
seen["policy rules"] = len(policy.rules)
rule = next(each for each in policy.rules if each.id == "Expiration_EndUser_Assignment")
rule.maximum_duration = "PT4H"
updated = grace.role_management_policies.update(PRODUCTION, policy_name, models.RoleManagementPolicy(rules=[rule]))
changed = {each.id: each for each in updated.rules}
seen["policy update"] = [len(changed), changed["Expiration_EndUser_Assignment"].maximum_duration]
seen["policy approvers kept"] = len(changed["Approval_EndUser_Assignment"].setting.approval_stages[0].primary_approvers)
too_long = models.RoleAssignmentScheduleRequest(
    principal_id=IDS["alice"], role_definition_id=OWNER, request_type="SelfActivate", schedule_info=lasting("PT5H")
)
seen["against the settings"] = code_of(
    lambda: alice.role_assignment_schedule_requests.create(PRODUCTION, name(), too_long)
)
seen["elevate access"] = client("heidi").global_administrator.elevate_access()

print(json.dumps(seen))
