"""Debian pairs azure-cli 2.45 with a newer azure-mgmt-authorization, which no longer has the attribute that `az role` reads."""
from azure.mgmt.authorization.v2018_01_01_preview.operations import RoleDefinitionsOperations as Definitions
from azure.mgmt.authorization.v2020_04_01_preview.operations import RoleAssignmentsOperations as Assignments

Definitions.config = Assignments.config = property(lambda self: self._config)
