import { setTimeout as delay } from 'node:timers/promises';
import { afterAll } from 'vitest';

// What keeps a process alive: connections, servers, child processes, timers. Each test file has a process of
// its own that begins without any; files and the runner's pipes are not watched.
const WATCHED = ['TCPSocketWrap', 'TCPServerWrap', 'PipeServerWrap', 'ProcessWrap', 'Timeout', 'FSEventWrap'];
const GRACE_MS = 3_000;
const LOOK_AGAIN_MS = 20;

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
  return process.getActiveResourcesInfo().filter((resource) => WATCHED.includes(resource));
}
