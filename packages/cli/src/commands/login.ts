import { agencyClient, getSettings } from '@scrip/client';
import { command, type Context } from '../command.ts';
import { profileName } from '../credentials/connect.ts';
import { signInByBrowser } from '../credentials/browser-sign-in.ts';
import { openBrowser } from '../credentials/open-browser.ts';
import { profilesFile, readProfiles, writeProfiles, type Profile } from '../credentials/profiles.ts';
import { readSecret } from '../credentials/read-secret.ts';
import { secureUrl } from '../credentials/secure-url.ts';
import { EXIT, usageError } from '../exit.ts';
import { portOf } from '../port.ts';

const SCOPE = 'openid offline_access agency:read agency:write';

export const login = command({
  summary: 'Sign in by browser or with an API key, and keep the credential in a profile',
  details: [
    'With --key, the key is read from SCRIP_KEY, from a pipe, or from the terminal without showing it.',
    'Without --key, your browser opens at the issuer (OpenID Connect with PKCE) and returns to 127.0.0.1.',
    'The credential is stored in a file that only you can read. One profile is one deployment and agency.',
  ].join('\n'),
  options: {
    key: { type: 'boolean', summary: 'Use an API key' },
    issuer: { type: 'string', value: 'URL', summary: 'The issuer at which people sign in' },
    'client-id': { type: 'string', value: 'ID', summary: 'The public client that the issuer knows' },
    scope: { type: 'string', value: 'SCOPES', summary: `What to ask for (default: "${SCOPE}")` },
    parameter: {
      type: 'string',
      multiple: true,
      value: 'NAME=VALUE',
      summary: 'What else the issuer asks for, such as audience=scrip; repeat it for more',
    },
    port: { type: 'string', value: 'PORT', summary: 'The port to return to, if the issuer knows only some' },
    'no-browser': { type: 'boolean', summary: 'Print the address instead of opening it' },
  },
  examples: [
    'scrip login --api https://credits.example.com --issuer https://login.example.com --client-id cli',
    'scrip login --api https://credits.example.com --key --profile live < key.txt',
  ],
  run: async (context, values) => {
    const { env, output } = context;
    const stored = await readProfiles(env);
    const name = profileName(context, stored.current);
    const before = stored.profiles[name];
    const given = context.api ?? env['SCRIP_API'] ?? before?.api;
    if (given === undefined) throw missing('--api', 'Name the deployment: --api https://credits.example.com');
    const api = secureUrl(given);
    const profile: Profile = values.key
      ? { api, key: env['SCRIP_KEY'] ?? (await readSecret(context, 'API key: ')) }
      : { api, signIn: await bySignIn(context, values, before) };
    const agency = await check(profile);
    await writeProfiles(env, { current: name, profiles: { ...stored.profiles, [name]: profile } });
    const file = profilesFile(env);
    output.result({ profile: name, api, agency, file }, (style) =>
      [
        `${style('green', 'Signed in')} to ${agency ?? 'the agency'} at ${api}.`,
        `The credential is in ${file}, profile '${name}'.`,
      ].join('\n'),
    );
    return EXIT.done;
  },
});

const missing = (option: string, hint: string) => usageError(`${option} is missing`, hint);

type SignInValues = {
  issuer?: string | undefined;
  'client-id'?: string | undefined;
  scope?: string | undefined;
  parameter?: string[] | undefined;
  port?: string | undefined;
  'no-browser'?: boolean | undefined;
};

const bySignIn = async ({ output }: Context, values: SignInValues, before: Profile | undefined) => {
  const issuer = values.issuer ?? before?.signIn?.issuer;
  const clientId = values['client-id'] ?? before?.signIn?.clientId;
  if (issuer === undefined) throw missing('--issuer', 'Name where people sign in, or use an API key: --key');
  if (clientId === undefined) throw missing('--client-id', 'Name the client that the issuer knows.');
  return await signInByBrowser({
    issuer,
    clientId,
    scope: values.scope ?? SCOPE,
    parameters: values.parameter
      ? Object.fromEntries(values.parameter.map(pair))
      : (before?.signIn?.parameters ?? {}),
    port: portOf(values.port),
    open: (url) => {
      output.note(`Sign in with your browser:\n  ${url}`);
      if (values['no-browser'] !== true) openBrowser(url);
    },
  });
};

const pair = (text: string): [string, string] => {
  const at = text.indexOf('=');
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
  throw usageError('--parameter is NAME=VALUE');
};

/** Asks the API whether it takes the credential. @returns the agency's name, if the credential may read it */
const check = async ({ api, key, signIn }: Profile): Promise<string | undefined> => {
  const client = agencyClient({ baseUrl: api, credential: key ?? signIn?.accessToken ?? '' });
  const settings = await client.call(getSettings);
  if (settings.ok) return settings.value.name;
  // A key without agency:read, or an agency without settings, is signed in all the same.
  if (settings.failure.code === 'missing_scope' || settings.failure.code === 'not_found') return undefined;
  return settings.orThrow();
};
