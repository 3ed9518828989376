import { agencyClient, type Client } from '@scrip/client';
import type { Context } from '../command.ts';
import { CliError, EXIT } from '../exit.ts';
import { refreshed } from './browser-sign-in.ts';
import { readProfiles, writeProfiles, type Profile } from './profiles.ts';
import { secureUrl } from './secure-url.ts';

/** Who calls: by a profile, or by the environment alone. */
export type Connection = {
  api: string;
  /** None where SCRIP_KEY is the credential. */
  profile: string | undefined;
  /** A bearer that lives for another half a minute at least. */
  bearer: (refused?: boolean) => Promise<string>;
  client: Client<'agency'>;
};

const SPARE_MS = 30_000;

/** Milliseconds that one call may take: the API's own longest answers are shorter. */
const TIMEOUT_MS = 60_000;

/** The name of the profile that a command uses: by its option, the environment, or the last `scrip use`. */
export const profileName = ({ profile, env }: Pick<Context, 'profile' | 'env'>, current?: string): string =>
  profile ?? env['SCRIP_PROFILE'] ?? current ?? 'default';

const notSignedIn = (name: string): CliError =>
  new CliError('not_signed_in', `The profile '${name}' has no credential.`, {
    exitCode: EXIT.credentials,
    hint: 'Sign in: scrip login --api URL. Or set SCRIP_KEY and SCRIP_API.',
  });

/** Finds the credential of a command: SCRIP_KEY first, then the profile. */
export const connect = async (context: Context): Promise<Connection> => {
  const { env } = context;
  const stored = await readProfiles(env);
  const name = profileName(context, stored.current);
  const profile = stored.profiles[name];
  const key = env['SCRIP_KEY'];
  const api = context.api ?? env['SCRIP_API'] ?? profile?.api;
  if (api === undefined || (!key && !profile)) throw notSignedIn(name);
  const baseUrl = secureUrl(api);
  context.reached.api = baseUrl;
  // A credential is for the API that it was given for.
  if (!key && profile && secureUrl(profile.api) !== baseUrl) {
    throw new CliError('another_api', `The profile '${name}' is signed in at ${profile.api}.`, {
      exitCode: EXIT.credentials,
      hint: `Sign in there: scrip login --api ${baseUrl} --profile NAME`,
    });
  }
  const bearer = key ? () => Promise.resolve(key) : bearerOf(env, name, profile);
  return {
    api: baseUrl,
    profile: key ? undefined : name,
    bearer,
    client: agencyClient({ baseUrl, credential: bearer, timeoutMs: TIMEOUT_MS }),
  };
};

/** The key of a profile, or the access token of its sign-in, which is renewed and stored in time. */
const bearerOf = (env: NodeJS.ProcessEnv, name: string, profile: Profile | undefined) => {
  let signIn = profile?.signIn;
  return async (refused = false): Promise<string> => {
    if (profile?.key !== undefined) return profile.key;
    if (!signIn) throw notSignedIn(name);
    if (!refused && Date.now() < signIn.expiresAt - SPARE_MS) return signIn.accessToken;
    signIn = await refreshed(signIn);
    const { current, profiles } = await readProfiles(env);
    const before = profiles[name];
    if (before)
      await writeProfiles(env, {
        ...(current !== undefined && { current }),
        profiles: { ...profiles, [name]: { ...before, signIn } },
      });
    return signIn.accessToken;
  };
};
