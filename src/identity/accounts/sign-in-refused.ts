/** Too many tries failed; the next one is taken after the pause. */
export class TooManyTries extends Error {
  readonly pauseMs: number;

  constructor(pauseMs: number) {
    super('too many tries failed');
    this.name = 'TooManyTries';
    this.pauseMs = pauseMs;
  }
}
