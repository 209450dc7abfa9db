import { expect, test } from 'vitest';
import { createTestDatabase } from '../testing/database.ts';
import { schemaDifference } from '../testing/schema-difference.ts';
import { sql } from './sql.ts';

const { database, url } = await createTestDatabase();

test('the migrations make the database that schema.prisma describes', async () => {
  expect(await schemaDifference(url, 'prisma/schema.prisma')).toBe('');
});

test('a column that schema.prisma does not know of is noticed', async () => {
  await database.execute(sql`ALTER TABLE users ADD COLUMN shoe_size integer`);
  expect(await schemaDifference(url, 'prisma/schema.prisma')).toContain('DROP COLUMN "shoe_size"');
});
