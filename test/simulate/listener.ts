import type { Post } from '../../functions/event-sender/post.ts';
import { cloudEvent, type CloudEvent } from '../../shared/table/items/cloud-event.ts';
import type { Random } from './random.ts';
import type { Turns } from './turns.ts';

/** Where agencies have their events sent: it is down for hours, fails, and answers too late to be heard. */
export class Listener {
  faults = { fails: 0, late: 0 };
  isDown = false;
  /** Every event that it was sent, in the order of that, as often as it came. */
  readonly heard: CloudEvent[] = [];
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
      this.heard.push(cloudEvent.parse(JSON.parse(body)));
      return this.random.chance(this.faults.late) ? { problem: 'timeout' } : { statusCode: 200 };
    }, 'post');
}
