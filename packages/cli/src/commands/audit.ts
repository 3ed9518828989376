import { auditAccount, listAccounts, type AccountAudit, type Client } from '@scrip/client';
import { accountInPath } from '../account-path.ts';
import { command } from '../command.ts';
import { connect } from '../credentials/connect.ts';
import { EXIT } from '../exit.ts';

type Finding = AccountAudit['findings'][number];

type Audited = { account: string; checked: number; findings: Finding[] };

export const audit = command({
  summary: 'Check the history of an account, or of every account, from its first entry',
  usage: '[account]',
  positionals: [0, 1],
  details: [
    'Checks that entries are numbered without gaps, times are in order, each hash fits the entry before, and each',
    'balance is right. Exit code 5 means that something was found. With --json, every account is a line.',
  ].join('\n'),
  options: {},
  examples: ['scrip audit', 'scrip audit alice', "scrip audit --json | jq -c 'select(.findings != [])'"],
  run: async (context, _values, [account]) => {
    const { client } = await connect(context);
    const { output, signal } = context;
    const totals = { accounts: 0, entries: 0, findings: 0 };
    for await (const id of account === undefined ? accountsOf(client, signal) : [account]) {
      const audited = await auditWhole(client, id, signal);
      totals.accounts += 1;
      totals.entries += audited.checked;
      totals.findings += audited.findings.length;
      output.record(audited, (style) =>
        audited.findings
          .map((finding) => `${style('red', 'finding')} ${id}: ${JSON.stringify(finding)}`)
          .join('\n'),
      );
    }
    const { accounts, entries, findings } = totals;
    const found =
      findings === 0 ? output.style('green', 'no findings') : output.style('red', `${findings} findings`);
    output.note(`${accounts} ${accounts === 1 ? 'account' : 'accounts'}, ${entries} entries, ${found}`);
    return findings === 0 ? EXIT.done : EXIT.findings;
  },
});

const PAGE = 100;

async function* accountsOf(client: Client<'agency'>, signal: AbortSignal): AsyncGenerator<string> {
  for await (const { account } of client.list(listAccounts, { query: { limit: PAGE } }, { signal }))
    yield account;
}

/** An account's whole history: each answer covers 1,000 entries. */
const auditWhole = async (
  client: Client<'agency'>,
  account: string,
  signal: AbortSignal,
): Promise<Audited> => {
  const findings: Finding[] = [];
  let cursor: string | undefined;
  for (;;) {
    const input = {
      params: { accountId: accountInPath(account) },
      query: { ...(cursor !== undefined && { cursor }) },
    };
    const part = (await client.call(auditAccount, input, { signal })).orThrow();
    findings.push(...part.findings);
    if (part.cursor === null) return { account, checked: part.checked, findings };
    cursor = part.cursor;
  }
};
