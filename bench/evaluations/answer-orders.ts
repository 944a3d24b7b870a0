/** Lets a child start its server when it is first told to; after that it tells how long it has used the processor. */
export function answerOrders<Order>(start: (order: Order) => Promise<number>): void {
  let started: Promise<number> | undefined;
  process.on('message', async (message) => {
    if (started === undefined) {
      started = start(message as Order);
      return process.send?.(await started);
    }
    const { user, system } = process.cpuUsage();
    return process.send?.(user + system);
  });
  process.once('disconnect', () => process.exit());
}
