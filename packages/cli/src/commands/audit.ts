import { auditAccount, listAccounts, type AccountAudit, type Client } from '@scrip/client';
import { command } from '../command.ts';
import { connect } from '../credentials/connect.ts';
import { EXIT } from '../exit.ts';
import { inParallel } from '../in-parallel.ts';
import type { Style } from '../output.ts';

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
    const { output } = context;
    const totals = { accounts: 0, entries: 0, findings: 0 };
    for await (const page of account === undefined ? pagesOf(client) : [[account]]) {
      for (const audited of await inParallel(page, (id) => auditWhole(client, id))) {
        totals.accounts += 1;
        totals.entries += audited.checked;
        totals.findings += audited.findings.length;
        output.record(audited, (style) => findingsText(audited, style));
      }
    }
    const { accounts, entries, findings } = totals;
    const found =
      findings === 0 ? output.style('green', 'no findings') : output.style('red', `${findings} findings`);
    output.note(`${accounts} ${accounts === 1 ? 'account' : 'accounts'}, ${entries} entries, ${found}`);
    return findings === 0 ? EXIT.done : EXIT.findings;
  },
});

const findingsText = ({ account, findings }: Audited, style: Style): string =>
  findings.map((finding) => `${style('red', 'finding')} ${account}: ${JSON.stringify(finding)}`).join('\n');

const PAGE = 100;

/** The IDs of all accounts, so many at a time. */
async function* pagesOf(client: Client<'agency'>): AsyncGenerator<string[]> {
  let page: string[] = [];
  for await (const { account } of client.list(listAccounts, { query: { limit: PAGE } })) {
    page.push(account);
    if (page.length < PAGE) continue;
    yield page;
    page = [];
  }
  yield page;
}

/** An account's whole history: each answer covers 1,000 entries. */
const auditWhole = async (client: Client<'agency'>, account: string): Promise<Audited> => {
  const findings: Finding[] = [];
  let cursor: string | undefined;
  for (;;) {
    const input = {
      params: { accountId: account },
      query: { ...(cursor !== undefined && { cursor }) },
    };
    const part = (await client.call(auditAccount, input)).orThrow();
    findings.push(...part.findings);
    if (part.cursor === null) return { account, checked: part.checked, findings };
    cursor = part.cursor;
  }
};
