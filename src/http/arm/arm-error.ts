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

/** What does not exist, and what the caller may not see (contracts/arm §11). */
export function notFound(resource: string): ArmError {
  return new ArmError(404, `${resource}NotFound`, 'Not found.');
}
