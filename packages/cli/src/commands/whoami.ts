import { getSettings, listApiKeys, type Client } from '@scrip/client';
import { command } from '../command.ts';
import { connect } from '../credentials/connect.ts';
import { describeBearer } from '../credentials/describe-bearer.ts';
import { EXIT } from '../exit.ts';
import { table } from '../output.ts';

export const whoami = command({
  summary: 'Show who is signed in, where, and with which scopes',
  options: {},
  examples: ['scrip whoami', 'scrip whoami --json --profile live'],
  run: async (context) => {
    const { api, profile, bearer, client } = await connect(context);
    const described = describeBearer(await bearer());
    const settings = await client.call(getSettings);
    // Without agency:read the credential is as valid.
    if (!settings.ok && !['missing_scope', 'not_found'].includes(settings.failure.code)) settings.orThrow();
    const key = described.kind === 'api_key' && settings.ok ? await keyOf(client, described.id) : {};
    const who = {
      profile: profile ?? 'SCRIP_KEY',
      api,
      ...(settings.ok && { name: settings.value.name }),
      ...described,
      ...key,
    };
    context.output.result(who, () =>
      table(
        Object.entries(who).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, Array.isArray(value) ? value.join(' ') : value]],
        ),
      ),
    );
    return EXIT.done;
  },
});

/** What the agency calls the key, and what it may do. */
const keyOf = async (client: Client<'agency'>, id: string) => {
  for await (const key of client.list(listApiKeys)) {
    if (key.id === id) return { keyName: key.name, scopes: key.scopes, expiresAt: key.expiresAt };
  }
  return {};
};
