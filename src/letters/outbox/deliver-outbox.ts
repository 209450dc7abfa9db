import { randomUUID } from 'node:crypto';
import { setTimeout as delay, setInterval } from 'node:timers/promises';
import type { Queue } from '../../platform/queue.ts';
import type { Carrier } from './carrier.ts';
import { beat, resign, takeOver } from './couriers.ts';
import { Delivery, type DeliveryServices } from './delivery.ts';
import { OUTBOX_QUEUE } from './queue-outbox.ts';
import type { SettledListener } from './settled-counts.ts';

/** What a process needs to deliver. */
export interface OutboxWorkerServices extends DeliveryServices {
  readonly queue: Queue;
}

/** A process that brings away what is in the outbox, until it is stopped. */
export interface OutboxWorker {
  /** Begins nothing more, waits for what is under way (not for ever), and gives back what was not begun. */
  stop(): Promise<void>;
}

const WATCH_INTERVAL_MS = 1_000;
const PATIENCE_MS = 10_000;

/**
 * Starts to deliver. Messages tell of new rows; once a second it also looks for itself: for rows whose pause is over,
 * for rows that nobody was told of, and for what dead processes had in hand.
 */
export async function deliverOutbox(
  services: OutboxWorkerServices,
  carriers: readonly Carrier[],
  settled: SettledListener,
): Promise<OutboxWorker> {
  const [stopping, givingUp] = [new AbortController(), new AbortController()];
  const courierId = randomUUID();
  await beat(services.database, courierId);
  const signals = { stopping: stopping.signal, givingUp: givingUp.signal };
  const deliveries = carriers.map((carrier) => new Delivery(services, { courierId, carrier, settled, ...signals }));
  const deliver = async () => {
    if (!stopping.signal.aborted) await Promise.all(deliveries.map((delivery) => delivery.run()));
  };
  const recover = () => Promise.all(deliveries.map((delivery) => delivery.recover()));
  await services.queue.work(OUTBOX_QUEUE, {}, deliver);
  const look = async () => {
    await beat(services.database, courierId);
    const lost = await takeOver(services.database, services.config, settled);
    if (lost > 0) services.log.warn({ rows: lost }, 'a process died with these in hand');
    // Not waited for: the next beat must come in time.
    recover()
      .then(deliver)
      .catch((error: unknown) => services.log.warn({ err: error }, 'delivering broke off; it goes on'));
  };
  const watching = watch(services, look, givingUp.signal);
  return {
    async stop() {
      stopping.abort();
      const patience = delay(PATIENCE_MS, undefined, { signal: givingUp.signal }).then(() => givingUp.abort());
      const stopped = await Promise.allSettled(deliveries.map((delivery) => delivery.stop()));
      givingUp.abort();
      await Promise.allSettled([patience, watching, ...carriers.map((carrier) => carrier.close?.())]);
      for (const one of stopped)
        if (one.status === 'rejected') services.log.warn({ err: one.reason }, 'stopped abruptly');
      await resign(services.database, courierId);
    },
  };
}

async function watch({ log }: OutboxWorkerServices, look: () => Promise<void>, ended: AbortSignal): Promise<void> {
  try {
    for await (const _ of setInterval(WATCH_INTERVAL_MS, undefined, { signal: ended })) {
      // The database is away: the next look finds it back.
      await look().catch((error: unknown) => log.warn({ err: error }, 'looking into the outbox failed'));
    }
  } catch (error) {
    if (!ended.aborted) throw error;
  }
}
