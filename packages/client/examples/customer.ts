import { createSpend, customerClient, getAccount, listEntries, startCheckout } from '@scrip/client';

export const buyAndSpend = async (
  baseUrl: string,
  session: () => Promise<string>,
  openTab: (url: string) => void,
) => {
  // `session` is asked whenever a bearer is needed, and once more when the last one was refused.
  const scrip = customerClient({ baseUrl, credential: session });

  const bought = await startCheckout(scrip, { provider: 'stripe', packageId: 'starter' }, { open: openTab });
  if (!bought.ok) return bought.failure.code;

  const spend = { body: { amount: 5, reference: 'order-1042' } };
  const wouldSpend = await scrip.dryRun(createSpend, spend);
  if (!wouldSpend.ok && wouldSpend.failure.code === 'insufficient_credits') {
    return `${wouldSpend.failure.shortfall} credits are missing`;
  }

  const spent = (await scrip.call(createSpend, spend)).orThrow();
  const kinds: string[] = [];
  for await (const entry of scrip.list(listEntries, { query: { order: 'oldest' } })) kinds.push(entry.kind);

  const account = (await scrip.call(getAccount)).orThrow();
  return `${kinds.join(', ')}: ${account.balance} credits, as after entry ${spent.entry.number}`;
};
