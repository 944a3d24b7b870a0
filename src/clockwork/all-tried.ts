/** Waits for all of them, then throws what the first that failed has failed with: nothing goes on after it is said. */
export async function allTried(tries: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(tries)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}
