import { type KyselyPlugin, OperationNodeTransformer, ValueNode } from 'kysely';

class LiteralTransformer extends OperationNodeTransformer {
  readonly #isParameter: (value: unknown) => boolean;

  constructor(isParameter: (value: unknown) => boolean) {
    super();
    this.#isParameter = isParameter;
  }

  protected override transformValue(node: ValueNode): ValueNode {
    return this.#isParameter(node.value) ? node : ValueNode.createImmediate(node.value);
  }
}

/**
 * Writes what is constant in a statement into its text; only real parameters stay placeholders. A database can then
 * choose a partial index when it prepares the statement, and need not plan it again for every value that is bound.
 */
export function constantsAsLiterals(isParameter: (value: unknown) => boolean): KyselyPlugin {
  const transformer = new LiteralTransformer(isParameter);
  return {
    transformQuery: ({ node, queryId }) => transformer.transformNode(node, queryId),
    transformResult: async ({ result }) => result,
  };
}
