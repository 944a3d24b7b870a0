/** The words of RFC 7644 §3.12 that are used here. */
export type ScimType =
  | 'invalidFilter'
  | 'tooMany'
  | 'uniqueness'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue'
  | 'sensitive';

/** A request that this wire refuses before any command is given. */
export class ScimError extends Error {
  readonly scimType: ScimType;

  constructor(scimType: ScimType, message: string) {
    super(message);
    this.name = 'ScimError';
    this.scimType = scimType;
  }
}
