import type { Post } from '../../functions/event-sender/post.ts';
import { cloudEvent, type CloudEvent } from '../../shared/table/items/cloud-event.ts';
import type { Random } from './random.ts';
import type { Turns } from './turns.ts';

/** The agencies' endpoint: it is down for hours, fails, and answers after the time-out. */
export class Listener {
  faults = { fails: 0, late: 0 };
  isDown = false;
  /** Every event that it was sent, in the order of that, as often as it came. */
  readonly received: CloudEvent[] = [];
  private readonly turns: Turns;
  private readonly random: Random;

  constructor(turns: Turns, random: Random) {
    this.turns = turns;
    this.random = random;
  }

  post: Post = async (_to, _headers, body) =>
    await this.turns.take(async () => {
      if (this.isDown) return { problem: 'ECONNREFUSED' };
      if (this.random.chance(this.faults.fails)) return { statusCode: 500 };
      this.received.push(cloudEvent.parse(JSON.parse(body)));
      return this.random.chance(this.faults.late) ? { problem: 'timeout' } : { statusCode: 200 };
    }, 'post');
}
