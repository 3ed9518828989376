import { command } from '../command.ts';
import { profileName } from '../credentials/connect.ts';
import { profilesFile, readProfiles, writeProfiles } from '../credentials/profiles.ts';
import { CliError, EXIT } from '../exit.ts';
import { table } from '../output.ts';

const unknown = (name: string): CliError =>
  new CliError('unknown_profile', `There is no profile '${name}'.`, { hint: 'List them: scrip profiles' });

export const profiles = command({
  summary: 'List the profiles',
  options: {},
  examples: ['scrip profiles', 'scrip profiles --json'],
  run: async ({ env, output }) => {
    const stored = await readProfiles(env);
    const listed = Object.entries(stored.profiles).map(([name, { api, key }]) => ({
      name,
      api,
      kind: key === undefined ? 'person' : 'key',
      current: name === stored.current,
    }));
    output.result(listed, () =>
      table(listed.map(({ name, api, kind, current }) => [current ? '*' : ' ', name, api, kind])),
    );
    return EXIT.done;
  },
});

export const use = command({
  summary: 'Choose the profile that commands use',
  usage: '<profile>',
  positionals: [1, 1],
  options: {},
  examples: ['scrip use live'],
  run: async ({ env, output }, _values, [name = '']) => {
    const stored = await readProfiles(env);
    const profile = stored.profiles[name];
    if (!profile) throw unknown(name);
    await writeProfiles(env, { ...stored, current: name });
    output.result({ profile: name, api: profile.api }, () => `Commands use '${name}' (${profile.api}).`);
    return EXIT.done;
  },
});

export const logout = command({
  summary: 'Forget the credential of a profile',
  details: 'An API key stays valid until you revoke it: DELETE /v1/agency/api-keys/{keyId}.',
  options: { all: { type: 'boolean', summary: 'Forget all profiles' } },
  examples: ['scrip logout', 'scrip logout --profile live', 'scrip logout --all'],
  run: async (context, { all = false }) => {
    const { env, output } = context;
    const stored = await readProfiles(env);
    const name = profileName(context, stored.current);
    if (!all && !stored.profiles[name]) throw unknown(name);
    const { [name]: _gone, ...others } = stored.profiles;
    const { current } = stored;
    await writeProfiles(env, {
      ...(!all && current !== undefined && current !== name && { current }),
      profiles: all ? {} : others,
    });
    const gone = all ? Object.keys(stored.profiles) : [name];
    output.result({ profiles: gone }, () => `Forgotten: ${gone.join(', ')} (in ${profilesFile(env)}).`);
    return EXIT.done;
  },
});
