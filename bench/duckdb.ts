import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { DuckDBBindings, DuckDBBundles, DuckDBRuntime, Logger } from '@duckdb/duckdb-wasm/blocking';

/** What the package's build for Node exports. */
interface NodeBuild {
  createDuckDB(bundles: DuckDBBundles, logger: Logger, runtime: DuckDBRuntime): Promise<DuckDBBindings>;
  readonly VoidLogger: new () => Logger;
  readonly NODE_RUNTIME: DuckDBRuntime;
}

/** DuckDB's WebAssembly build in this thread: the code that a browser would run in a worker. */
export async function openDuckDb(): Promise<DuckDBBindings> {
  const require = createRequire(import.meta.url);
  const build = '@duckdb/duckdb-wasm/dist/duckdb-node-blocking.cjs';
  const { createDuckDB, VoidLogger, NODE_RUNTIME } = require(build) as NodeBuild;
  const bundle = (kind: 'mvp' | 'eh') => ({
    mainModule: join(dirname(require.resolve(build)), `duckdb-${kind}.wasm`),
    mainWorker: '',
  });
  const database = await createDuckDB({ mvp: bundle('mvp'), eh: bundle('eh') }, new VoidLogger(), NODE_RUNTIME);
  await database.instantiate(() => {});
  database.open({});
  return database;
}
