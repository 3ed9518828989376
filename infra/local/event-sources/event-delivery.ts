import { join } from 'node:path';
import { nameInArn, shortName } from '../aws/aws.ts';
import type { Background } from '../lambda/background.ts';
import type { Engines } from '../aws/engines.ts';
import type { EventSource, EventSources } from './event-sources.ts';
import { createFailureDestination } from './failure-destination.ts';
import type { Log } from '../log.ts';
import { startQueuePoller } from './queue-poller.ts';
import { startStreamPoller, type StreamPoller } from './stream-poller.ts';
import { openStreamPosition } from './stream-position.ts';
import { createStreamReader } from './stream-reader.ts';
import { trimHourly } from './trim-hourly.ts';

export type DeliveryOptions = { stackName: string; directory: string | undefined; log: Log };

const startStream = async (
  source: EventSource,
  { dynamoDb, sqs }: Engines,
  { stackName, directory, log }: DeliveryOptions,
): Promise<StreamPoller> => {
  const file = directory === undefined ? undefined : join(directory, 'streams', `${source.id}.json`);
  const position = await openStreamPosition(source.arn, file);
  const stopTrimming = trimHourly(() => dynamoDb.trimStream(position.all()), log);
  const parts = {
    reader: createStreamReader(dynamoDb.endpoint, source.arn, source.startingPosition),
    position,
    onGivenUp: createFailureDestination(source, sqs, log),
  };
  const tableName = source.arn.split('/')[1] ?? source.arn;
  const poller = startStreamPoller(source, parts, { label: shortName(tableName, stackName), log });
  const stop = async (): Promise<void> => {
    stopTrimming();
    await poller.stop();
  };
  return { ...poller, stop };
};

/** Pollers, and what to do when those that did not stop in time are left behind. */
export type EventDelivery = { pollers: Background[]; abandon: () => Promise<void> };

/** Starts one poller for each event source mapping. */
export const startEventDelivery = async (
  { queues, streams }: EventSources,
  engines: Engines,
  options: DeliveryOptions,
): Promise<EventDelivery> => {
  const { stackName, log } = options;
  const streamPollers = await Promise.all(streams.map((source) => startStream(source, engines, options)));
  const queuePollers = queues.map((source) => {
    const label = shortName(nameInArn(source.arn), stackName);
    return startQueuePoller(source, engines.sqs, { label, log });
  });
  const abandon = async (): Promise<void> => {
    await Promise.all(streamPollers.map((poller) => poller.abandon()));
  };
  return { pollers: [...streamPollers, ...queuePollers], abandon };
};
