import { writeFile } from 'node:fs/promises';
import { generatedDocs } from './generated-docs.ts';

// `npm run generate`
for (const [path, text] of Object.entries(generatedDocs()))
  await writeFile(new URL(`../${path}`, import.meta.url), text);
