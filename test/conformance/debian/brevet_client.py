"""The client of azure.mgmt.authorization, unmodified, for the people of the demo organisation."""
import json
import os
import time
import uuid

from azure.core.credentials import AccessToken
from azure.core.exceptions import HttpResponseError
from azure.mgmt.authorization import AuthorizationManagementClient

URL = os.environ["TEST_URL"]
TOKENS = json.loads(os.environ["TEST_TOKENS"])
IDS = json.loads(os.environ["TEST_IDS"])
PRODUCTION = "/subscriptions/c0000000-0000-4000-8000-000000000001"
DEVELOPMENT = "/subscriptions/c0000000-0000-4000-8000-000000000002"
ROLES = "/providers/Microsoft.Authorization/roleDefinitions/"


class Token:
    """A token that was made beforehand."""

    def __init__(self, person):
        self.person = person

    def get_token(self, *_scopes, **_options):
        return AccessToken(TOKENS[self.person], int(time.time()) + 3600)


def client(person):
    return AuthorizationManagementClient(
        Token(person), PRODUCTION.split("/")[-1], base_url=URL, credential_scopes=[URL + "/.default"]
    )


def code_of(call):
    try:
        call()
        return "accepted"
    except HttpResponseError as error:
        return f"{error.status_code} {error.error.code}"


def name():
    return str(uuid.uuid4())
