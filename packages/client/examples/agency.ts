import { agencyClient, createAdjustment, listAccounts } from '@scrip/client';

export const thankEverybody = async (baseUrl: string, apiKey: string, campaign: string) => {
  const scrip = agencyClient({ baseUrl, credential: apiKey });
  const refused: string[] = [];
  for await (const { account } of scrip.list(listAccounts)) {
    const given = await scrip.call(
      createAdjustment,
      { params: { accountId: account }, body: { type: 'in', amount: 10, reason: 'Thank you' } },
      // Your own key: however often this runs, each account gets the credits once.
      { idempotencyKey: `${campaign}-${account}` },
    );
    if (!given.ok) refused.push(`${account}: ${given.failure.code}`);
  }
  return refused;
};
