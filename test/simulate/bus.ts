import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import * as z from 'zod';
import { cloudEvent, type CloudEvent } from '../../shared/table/items/cloud-event.ts';
import type { Random } from './random.ts';
import type { Turns } from './turns.ts';

const entries = z.object({ Entries: z.array(z.object({ Detail: z.string() })) });

/** As much of EventBridge as the publisher calls: it may refuse a call, or a few of its events. */
export class Bus {
  faults = { refuse: 0 };
  /** Every accepted event in the order of acceptance, repetitions included. */
  readonly published: CloudEvent[] = [];
  private readonly turns: Turns;
  private readonly random: Random;

  constructor(turns: Turns, random: Random) {
    this.turns = turns;
    this.random = random;
  }

  /** The client that the publisher holds. */
  client(): EventBridgeClient {
    const client = new EventBridgeClient({
      region: 'eu-central-1',
      credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    });
    client.middlewareStack.add(
      () => async (args) => {
        const { Entries } = entries.parse(args.input);
        const answer = await this.turns.take(async () => this.take(Entries), 'PutEvents');
        return { output: { $metadata: {}, Entries: answer }, response: {} };
      },
      { step: 'initialize', name: 'bus' },
    );
    return client;
  }

  private take(requested: readonly { Detail: string }[]): { ErrorCode?: string }[] {
    if (this.random.chance(this.faults.refuse)) throw new Error('the bus refuses');
    const events = requested.map(({ Detail }) => cloudEvent.parse(JSON.parse(Detail)));
    const answer = events.map((event) => {
      if (this.random.chance(this.faults.refuse)) return { ErrorCode: 'ThrottlingException' };
      this.published.push(event);
      return {};
    });
    if (this.random.chance(this.faults.refuse)) throw new Error('the answer is lost');
    return answer;
  }
}
