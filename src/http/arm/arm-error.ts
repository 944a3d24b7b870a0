/** An answer that is an error of this surface itself, in the words of its wire. */
export class ArmError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'ArmError';
    this.status = status;
    this.code = code;
  }
}

/** The answer of plain role based access control to who may not do something (contracts/arm §11). */
export function authorizationFailed(action: string) {
  return (callerId: string, scope: string): ArmError =>
    new ArmError(
      403,
      'AuthorizationFailed',
      `The client '${callerId}' with object id '${callerId}' does not have authorization to perform action '${action}' over scope '${scope}'; ask an administrator of that scope.`,
    );
}

/** What does not exist, and what the caller may not see (contracts/arm §11). */
export function notFound(resource: string): ArmError {
  return new ArmError(404, `${resource}NotFound`, 'Not found.');
}
