import { parseArgs } from 'node:util';
import { withInstitution } from './institution.ts';

// Each benchmark measures against a reference in the same run, on the same database, and prints a Markdown table.
const benchmarks = {
  job: () => import('./job.ts'),
  preview: () => import('./preview.ts'),
  search: () => import('./search.ts'),
};
const USAGE = `Usage: npm run bench -- ${Object.keys(benchmarks).join('|')} [--users NUMBER] [--rounds NUMBER]`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { users: { type: 'string', default: '1000000' }, rounds: { type: 'string', default: '3' } },
});
const [name] = positionals;
const [users, rounds] = [Number(values.users), Number(values.rounds)];
if (
  (name !== 'job' && name !== 'preview' && name !== 'search') ||
  !Number.isInteger(users) ||
  !Number.isInteger(rounds)
) {
  process.stderr.write(`${USAGE}\n`);
  process.exit(2);
}
const { run } = await benchmarks[name]();
await withInstitution(users, (institution) => run(institution, rounds));
