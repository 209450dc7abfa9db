import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll } from 'vitest';

// What keeps a process alive: connections, servers, child processes, timers. Files and the runner's own pipe are not ours.
const WATCHED = ['TCPSocketWrap', 'TCPServerWrap', 'PipeServerWrap', 'ProcessWrap', 'Timeout', 'FSEventWrap'];
const GRACE_MS = 3_000;
const LOOK_AGAIN_MS = 20;

let before: ReadonlyMap<string, number>;

beforeAll(() => {
  before = countResources();
});

// Closing takes a moment: only what stays is a leak.
afterAll(async () => {
  const deadline = Date.now() + GRACE_MS;
  let leaks = findLeaks();
  while (leaks.length > 0 && Date.now() < deadline) {
    await delay(LOOK_AGAIN_MS, undefined, { ref: false });
    leaks = findLeaks();
  }
  if (leaks.length > 0) throw new Error(`Left behind by this file: ${leaks.join(', ')}`);
});

function findLeaks(): string[] {
  return [...countResources()]
    .filter(([resource, count]) => count > (before.get(resource) ?? 0))
    .map(([resource, count]) => `${count - (before.get(resource) ?? 0)} ${resource}`);
}

function countResources(): Map<string, number> {
  const active = process.getActiveResourcesInfo();
  return new Map(WATCHED.map((resource) => [resource, active.filter((name) => name === resource).length]));
}
