import { type CompiledStatement, compileStatement, type QueryBuilder, type Statement } from '../statement.ts';

// biome-ignore lint/suspicious/noExplicitAny: the one place where statements of every row type meet
export type AnyStatement = Statement<any, any>;

/** Compiles each statement once for the process, with the builder of one make of database. */
export function compiledStatements(builder: QueryBuilder): (statement: AnyStatement) => CompiledStatement {
  const compiled = new WeakMap<AnyStatement, CompiledStatement>();
  return (statement) => {
    let found = compiled.get(statement);
    if (found === undefined) {
      found = compileStatement(builder, statement);
      compiled.set(statement, found);
    }
    return found;
  };
}
