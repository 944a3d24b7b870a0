/**
 * Does what it is given together, when all that has arrived in this turn of the event loop is looked at. Answers that are
 * written one by one wake whoever waits for them each time anew, which costs more than to make the answer.
 */
export function atEndOfTurn(): (work: () => void) => void {
  let waiting: (() => void)[] = [];

  function doAll(): void {
    const all = waiting;
    waiting = [];
    for (const work of all) work();
  }

  return (work) => {
    if (waiting.push(work) === 1) setImmediate(doAll);
  };
}
