import path from 'node:path';
import { command } from '../command.ts';
import { collectionsOf, SETTINGS_ID, type Collection } from '../config/collections.ts';
import { SCHEMA_FILE } from '../config/file.ts';
import { confirm } from '../confirm.ts';
import { connect } from '../credentials/connect.ts';
import { configSchema, writableOf } from '../described.ts';
import { EXIT } from '../exit.ts';
import { readText, writeText } from '../files.ts';

export const pull = command({
  summary: 'Write settings, packages, products, services, meters and allowances to a file',
  usage: '[file]',
  positionals: [0, 1],
  details: [
    'The file is JSON (default: scrip.json). Beside it comes scrip.schema.json, by which editors complete and check it.',
    'It has no secrets: those of payment providers and endpoints are not in the API.',
  ].join('\n'),
  options: { yes: { type: 'boolean', summary: 'Replace a file that differs without asking' } },
  examples: ['scrip pull', 'scrip pull studio.json --yes'],
  run: async (context, { yes = false }, [file = 'scrip.json']) => {
    const { client } = await connect(context);
    const config: Record<string, unknown> = { $schema: `./${SCHEMA_FILE}` };
    for (const collection of collectionsOf(client, {})) config[collection.name] = await contentOf(collection);
    const text = `${JSON.stringify(config, undefined, 2)}\n`;
    const before = await readText(file);
    if (before !== undefined && before !== text) await confirm(context, `Replace ${file}?`, yes);
    const schema = path.join(path.dirname(file), SCHEMA_FILE);
    await writeText(schema, `${JSON.stringify(configSchema, undefined, 2)}\n`);
    await writeText(file, text);
    context.output.result({ file, schema, ...config }, () => `Wrote ${file} and ${schema}.`);
    return EXIT.done;
  },
});

/** What the agency has of one kind, by ID; the settings alone. */
const contentOf = async ({ name, ids, get }: Collection): Promise<unknown> => {
  const content: Record<string, unknown> = {};
  for await (const id of ids()) content[id] = writableOf(name, (await get(id)).orThrow());
  return name === 'settings' ? content[SETTINGS_ID] : content;
};
