/** Tokens, by whom they are for. */
type Tokens = { client: string; admin: string; reviewer: string; finance: string };

type Running = {
  portal: string;
  console: string;
  api: string;
  issuer: string;
  sandbox: string;
  events: string;
} & Tokens;

/** What `.local/stack.json` holds, for scripts. */
export type StackDescription = {
  portal: string;
  console: string;
  api: string;
  docs: string;
  issuer: string;
  tokens: Tokens;
  sandbox: string;
  /** What was put on the event bus last. */
  events: string;
  curl: string[];
};

/** What a person reads once everything runs, and the same for programs. */
export const welcome = ({
  portal,
  console,
  api,
  issuer,
  sandbox,
  events,
  client,
  admin,
  reviewer,
  finance,
}: Running): { text: string; description: StackDescription } => {
  const docs = `${api}/v1/docs`;
  const linesWith = (token: string): string[] => {
    const post = (path: string, body: object): string =>
      `curl -X POST ${api}${path} -H "Authorization: Bearer ${token}" -H "Content-Type: application/json" -H "Idempotency-Key: $(date +%s)" -d '${JSON.stringify(body)}'`;
    return [
      `curl ${api}/v1/account -H "Authorization: Bearer ${token}"`,
      post('/v1/checkouts', { provider: 'stripe', packageId: 'starter' }),
      post('/v1/spends', { amount: 5, reference: 'order-1' }),
    ];
  };
  const text = `
Scrip is ready.

  Portal   ${portal}
  Console  ${console}

  API      ${api}
  Docs     ${docs}
  Sandbox  ${sandbox}
  Events   ${events}
  Issuer   ${issuer}

Token of a customer (alice, agency demo):
  TOKEN=${client}

Token of the agency's admin:
  ADMIN=${admin}

Tokens of two people who decide credit requests. Requests for 1000 credits or more need both, FINANCE last:
  REVIEWER=${reviewer}
  FINANCE=${finance}

Try these. Open the "url" of the checkout and press Pay before you spend:
  ${linesWith('$TOKEN').join('\n  ')}

Press Ctrl-C to stop. The data stays for the next start.

`;
  return {
    text,
    description: {
      portal,
      console,
      api,
      docs,
      issuer,
      tokens: { client, admin, reviewer, finance },
      sandbox,
      events,
      curl: linesWith(client),
    },
  };
};
