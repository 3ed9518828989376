import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  TrimmedDataAccessException,
} from '@aws-sdk/client-dynamodb-streams';
import { credentials, REGION } from '../aws/aws.ts';
import { type Change, toChange } from './stream-record.ts';

export type StreamReader = {
  shards: () => Promise<string[]>;
  /** Reads on after the sequence number, or from the starting position without one. */
  read: (shardId: string, after: string | undefined, limit: number, signal: AbortSignal) => Promise<Change[]>;
  close: () => void;
};

/** Reads the stream of a table through the engine's DynamoDB Streams API. */
export const createStreamReader = (
  endpoint: string,
  StreamArn: string,
  startingPosition: 'TRIM_HORIZON' | 'LATEST',
): StreamReader => {
  const client = new DynamoDBStreamsClient({ endpoint, region: REGION, credentials });
  // It copies all that is read, for a log that nobody asked for.
  client.middlewareStack.remove('loggerMiddleware');
  /** Where the last read of a shard ended, so that an idle stream costs one call a look. */
  const iterators = new Map<string, { after: string | undefined; iterator: string }>();

  const openIterator = async (ShardId: string, after: string | undefined): Promise<string | undefined> => {
    const from =
      after === undefined
        ? { ShardIteratorType: startingPosition }
        : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER' as const, SequenceNumber: after };
    try {
      return (await client.send(new GetShardIteratorCommand({ StreamArn, ShardId, ...from }))).ShardIterator;
    } catch (error) {
      if (!(error instanceof TrimmedDataAccessException)) throw error;
      const oldest = { StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' as const };
      return (await client.send(new GetShardIteratorCommand(oldest))).ShardIterator;
    }
  };

  return {
    shards: async () => {
      const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamArn }));
      return (StreamDescription?.Shards ?? []).flatMap(({ ShardId }) => ShardId ?? []);
    },
    read: async (shardId, after, limit, abortSignal) => {
      const known = iterators.get(shardId);
      iterators.delete(shardId);
      const ShardIterator =
        known && known.after === after ? known.iterator : await openIterator(shardId, after);
      if (!ShardIterator) return [];
      const command = new GetRecordsCommand({ ShardIterator, Limit: limit });
      const { Records = [], NextShardIterator } = await client.send(command, { abortSignal });
      const changes = Records.flatMap((record) => toChange(record) ?? []);
      if (NextShardIterator)
        iterators.set(shardId, {
          after: changes.at(-1)?.sequenceNumber ?? after,
          iterator: NextShardIterator,
        });
      return changes;
    },
    close: () => client.destroy(),
  };
};
