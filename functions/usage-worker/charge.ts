import type { AccountRef } from '../../shared/kernel/ids.ts';
import { log } from '../../shared/kernel/log.ts';
import type { QueueFolder } from '../../shared/queue/fold-off.ts';
import { chargeUsage, type UsageParts } from '../../shared/usage/charge-usage.ts';
import { usageMessage, type UsageMessage } from '../../shared/usage/message.ts';

/** Milliseconds: a read and a commit that both wait for as long as they may. */
const TIME_PER_COMMIT_MS = 8000;

/** Works off the usage queue: whatever it holds of one account is charged together. */
export const chargeIn = (parts: UsageParts): QueueFolder<UsageMessage> => ({
  message: usageMessage,
  nameOf: ({ agency, account }) => JSON.stringify([agency, account]),
  fold: async (messages, timeLeft) => {
    const [first] = messages;
    if (!first) return 'done';
    const ref: AccountRef = { agency: first.agency, account: first.account };
    const events = messages.flatMap((message) => message.events);
    const done = await chargeUsage(parts, ref, events, () => timeLeft() > TIME_PER_COMMIT_MS);
    if (!done.ok) return { again: done.error.code };
    log.info('usage charged', { agency: ref.agency, ...done.value });
    return 'done';
  },
});
