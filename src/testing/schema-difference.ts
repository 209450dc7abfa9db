import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum, type SqlResultSet } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

const CHAR = 18;
const UUID = 2950;

// It can be loaded once in a process.
let engineLoaded: Promise<void> | undefined;

/**
 * What a migration would have to change to make the database what a Prisma schema says, as SQL; empty when nothing.
 * Indexes that only the database has are right: Prisma's language has no words for those over expressions.
 */
export async function schemaDifference(url: string, schemaFile: string): Promise<string> {
  const pool = openCatalogPool(url);
  try {
    engineLoaded ??= loadEngine();
    await engineLoaded;
    const adapter = bindMigrationAwareSqlAdapterFactory(adapterOver(pool));
    const engine = await bindings.SchemaEngine.new({ datamodels: undefined }, () => {}, adapter);
    const schema = { path: schemaFile, content: await readFile(schemaFile, 'utf8') };
    const difference = await engine.diff({
      from: { tag: 'schemaDatasource', files: [schema], configDir: '.' },
      to: { tag: 'schemaDatamodel', files: [schema] },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    });
    return withoutDroppedIndexes(difference.stdout ?? '');
  } finally {
    await pool.end();
  }
}

function withoutDroppedIndexes(script: string): string {
  const changes = script.split(/^(?=-- [A-Z])/m).filter((change) => change.trim() !== '-- This is an empty migration.');
  return changes.filter((change) => !change.startsWith('-- DropIndex')).join('');
}

/**
 * Prisma's adapter does not know the type "char" of the catalog's columns, but its engine wants them told apart: they
 * pass through the adapter in the guise of a type that the catalog does not have.
 */
function openCatalogPool(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  pool.on('connect', (client) => {
    if (!(client instanceof pg.Client)) return;
    client.connection.prependListener('rowDescription', ({ fields }: { fields: { dataTypeID: number }[] }) => {
      for (const field of fields) if (field.dataTypeID === CHAR) field.dataTypeID = UUID;
    });
  });
  return pool;
}

function adapterOver(pool: pg.Pool): PrismaPg {
  const factory = new PrismaPg(pool);
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (query) => unmask(await queryRaw(query));
    return adapter;
  };
  return factory;
}

function unmask(result: SqlResultSet): SqlResultSet {
  const { Uuid, Character } = ColumnTypeEnum;
  return { ...result, columnTypes: result.columnTypes.map((type) => (type === Uuid ? Character : type)) };
}

async function loadEngine(): Promise<void> {
  const file = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
  const bytes = await readFile(file.replace(/\.js$/, '.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': { ...bindings } });
  bindings.__wbg_set_wasm(instance.exports);
  const { __wbindgen_start: start } = instance.exports;
  if (typeof start === 'function') start();
}
